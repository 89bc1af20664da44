package dev.leeward.simulator.forecast;

import dev.leeward.health.Verdict;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.Ending;
import dev.leeward.simulator.trace.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Measures one play. */
final class Measure {
    private final Subject subject;
    private final Chronicle chronicle;
    private final List<Run> runs;
    private final long zero;
    private final long end;

    private Measure(Subject subject, Chronicle chronicle, long zero, long end) {
        this.subject = subject;
        this.chronicle = chronicle;
        this.runs = Run.of(chronicle.lines());
        this.zero = zero;
        this.end = end;
    }

    /** The findings of {@code chronicle}, which covers {@code plan}. */
    static Findings of(long seed, Subject subject, Plan plan, Chronicle chronicle) {
        return new Measure(subject, chronicle, Chronicle.nanos(plan.zero()), Chronicle.nanos(plan.end()))
                .findings(seed);
    }

    /** What became of the users in {@code chronicle}. */
    static Traffic traffic(Subject subject, Chronicle chronicle, long zero, long end) {
        var traffic = new Traffic(subject.service(), chronicle.conditions(), zero, end);
        for (var name : subject.names()) {
            traffic.through(
                    name, chronicle.served(name.target()), 1.0 / subject.names().size());
        }
        return traffic;
    }

    private Findings findings(long seed) {
        var trouble = trouble();
        var failover = trouble.flatMap(this::failover);
        var traffic = traffic(subject, chronicle, zero, end);
        var outages = new Outages(subject, chronicle, runs, zero, end);
        int falseOnes = (int) runs.stream().filter(this::isFalse).count();
        int unsuccessful = (int) runs.stream().filter(Measure::isUnsuccessful).count();
        return new Findings(
                seed,
                since(trouble, trouble.flatMap(this::verdict)),
                since(trouble, trouble.flatMap(this::page)),
                since(trouble, failover.map(Run::at)),
                since(trouble, failover.flatMap(Run::steered)),
                since(trouble, failover.flatMap(Run::verified)),
                traffic.abiding().map(out -> Duration.ofNanos(out.end() - out.begin())),
                Duration.ofNanos(Math.round(traffic.lost() * 1e9)),
                Duration.ofNanos(Math.round(traffic.stubbornLost() * 1e9)),
                falseOnes,
                unsuccessful,
                chronicle.pages().size(),
                (int) runs.stream().filter(Run::isFailover).count(),
                broken(falseOnes, unsuccessful, outages),
                outages.held());
    }

    private static Optional<String> broken(int falseOnes, int unsuccessful, Outages outages) {
        if (falseOnes > 0) return Optional.of("traffic left a region that was well");
        if (unsuccessful > 0) return Optional.of("a run did not succeed");
        return outages.unanswered();
    }

    /** The first moment at which the region that carries the traffic is not well. */
    private Optional<Trouble> trouble() {
        var first = new Trouble[1];
        chronicle
                .carrier()
                .over(
                        zero,
                        end,
                        (from, to, carrier) -> carrier.ifPresent(region -> chronicle
                                .condition(region)
                                .over(from, to, (at, _, condition) -> {
                                    if (first[0] == null && condition != Condition.WELL)
                                        first[0] = new Trouble(region, at);
                                })));
        return Optional.ofNullable(first[0]);
    }

    private record Trouble(RegionName region, long at) {}

    private Optional<Run> failover(Trouble trouble) {
        return runs.stream()
                .filter(run -> run.isFailover() && run.at() >= trouble.at)
                .filter(run -> run.started().from().equals(trouble.region))
                .filter(run -> !run.ending().equals(Optional.of(Ending.ABORTED)))
                .findFirst();
    }

    private Optional<Long> verdict(Trouble trouble) {
        return first(
                trouble,
                event -> event instanceof Event.VerdictChanged changed
                        && changed.to() == Verdict.UNHEALTHY
                        && changed.region().equals(trouble.region));
    }

    private Optional<Long> page(Trouble trouble) {
        return chronicle.pages().stream().filter(at -> at >= trouble.at).findFirst();
    }

    private Optional<Long> first(Trouble trouble, Predicate<Event> wanted) {
        return chronicle.lines().stream()
                .filter(line -> line.at() >= trouble.at && wanted.test(line.event()))
                .map(Chronicle.Line::at)
                .findFirst();
    }

    private static Optional<Duration> since(Optional<Trouble> trouble, Optional<Long> at) {
        return trouble.flatMap(begin -> at.map(when -> Duration.ofNanos(when - begin.at)));
    }

    /** What a region was like before the time that detection looks back says nothing about it any more. */
    private boolean isFalse(Run run) {
        if (!run.isFailover() || run.isOrdered()) return false;
        var from = run.started().from();
        long back = subject.service()
                .region(from)
                .map(subject::worstDetection)
                .orElse(Duration.ZERO)
                .toNanos();
        return Outages.isWell(chronicle, from, run.at() - back, run.at());
    }

    private static boolean isUnsuccessful(Run run) {
        if (run.ending().isEmpty()) return run.isFailover();
        return run.ending().get() != Ending.SUCCEEDED;
    }
}
