package dev.leeward.measure.ssh;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.ServerAddress;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Performer;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.measure.joint.SideBySide;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Puts settings into force on all hosts of a region, a few at the same time. */
public final class SshPerformer implements Performer {
    private static final int AT_ONCE = 8;

    private final MeasureSettings.BySsh settings;

    /** A performer that connects when it is asked to, and keeps no connection. */
    public SshPerformer(MeasureSettings.BySsh settings) {
        this.settings = settings;
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        var end = Deadline.in(spoken(limit));
        Map<String, Callable<List<Finding>>> asked = new LinkedHashMap<>();
        settings.hosts()
                .values()
                .forEach(hosts -> hosts.forEach(
                        host -> asked.put(host.toString(), () -> new HostPreflight(settings, end).at(host))));
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

    @Override
    public Outcome perform(MeasureOrder order, Duration limit) {
        if (order.way() == MeasureOrder.Way.TAKE_BACK) {
            return new Outcome.Untouched(Problem.lasting(
                    FaultCode.MISCONFIGURED, order.measure() + " stays: the settings are those of their region"));
        }
        var end = Deadline.in(spoken(limit));
        Map<String, Callable<Outcome>> asked = new LinkedHashMap<>();
        for (ServerAddress host : settings.hosts().getOrDefault(order.region(), List.of())) {
            asked.put(host.toString(), () -> new HostSettings(settings, order, end).on(host));
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

    @Override
    public void close() {
        // Nothing is kept open.
    }
}
