package dev.leeward.measure.ssh;

import dev.leeward.config.ServerAddress;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.measure.joint.SideBySide;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The hosts of all regions, of which a few are asked at the same time. */
record Hosts(Map<RegionName, List<ServerAddress>> byRegion) {
    private static final int AT_ONCE = 8;

    /** What {@code look} noticed at each host of every region. */
    List<Finding> preflight(Duration limit, BiFunction<ServerAddress, Deadline, List<Finding>> look) {
        var end = Deadline.in(spoken(limit));
        Map<String, Callable<List<Finding>>> asked = new LinkedHashMap<>();
        byRegion.values()
                .forEach(hosts -> hosts.forEach(host -> asked.put(host.toString(), () -> look.apply(host, end))));
        var findings = new ArrayList<Finding>();
        SideBySide.ask(asked, AT_ONCE, limit).forEach((host, said) -> {
            switch (said) {
                case SideBySide.Said.Answer<List<Finding>>(List<Finding> seen) -> findings.addAll(seen);
                case SideBySide.Said.Nothing<List<Finding>>(Problem why) ->
                    findings.add(new Finding(Finding.Severity.ERROR, why.code(), host + ": " + why.sentence()));
            }
        });
        return List.copyOf(findings);
    }

    /** What came of {@code order} at all hosts of its region, each of which does work of its own. */
    Outcome perform(MeasureOrder order, Duration limit, Function<Deadline, HostWork> work) {
        var end = Deadline.in(spoken(limit));
        Map<String, Callable<Outcome>> asked = new LinkedHashMap<>();
        for (ServerAddress host : byRegion.getOrDefault(order.region(), List.of())) {
            asked.put(host.toString(), () -> work.apply(end).on(host));
        }
        if (asked.isEmpty()) {
            return new Outcome.Untouched(
                    Problem.lasting(FaultCode.MISCONFIGURED, "no host is named in " + order.region()));
        }
        return SideBySide.outcome(asked, AT_ONCE, limit, "hosts in " + order.region() + ": ");
    }

    /** Each host says what became of it before nobody listens any more. */
    private static Duration spoken(Duration limit) {
        return limit.multipliedBy(9).dividedBy(10);
    }
}
