package dev.leeward.simulator.forecast;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.RunKind;
import dev.leeward.decision.Words;
import dev.leeward.journal.Event;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.simulator.trace.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the outages that a failover was due for, and whether it came. */
final class Outages {
    /** What calls and the loop itself add to detection. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** The region that carried the traffic served nobody. */
    private record Outage(RegionName region, long from, long to) {}

    private final Subject subject;
    private final Chronicle chronicle;
    private final List<Run> runs;
    private final long zero;
    private final long end;

    Outages(Subject subject, Chronicle chronicle, List<Run> runs, long zero, long end) {
        this.subject = subject;
        this.chronicle = chronicle;
        this.runs = runs;
        this.zero = zero;
        this.end = end;
    }

    /** What was due and not done, in a sentence. */
    Optional<String> unanswered() {
        return all().stream()
                .filter(this::isDue)
                .filter(outage -> !isAnswered(outage))
                .findFirst()
                .map(outage -> outage.region + " was down for "
                        + Words.of(Duration.ofNanos(outage.to - outage.from))
                        + " and traffic stayed there"
                        + reason(outage).map(why -> ": " + why).orElse(", and nobody was told why"));
    }

    /** Why traffic stayed in a region that was down, as the operator was told. */
    Optional<String> held() {
        return all().stream()
                .filter(this::isDue)
                .filter(outage -> !isMoved(outage))
                .findFirst()
                .flatMap(this::reason);
    }

    private List<Outage> all() {
        var outages = new ArrayList<Outage>();
        chronicle
                .carrier()
                .over(
                        zero,
                        end,
                        (from, to, carrier) -> carrier.ifPresent(region -> chronicle
                                .condition(region)
                                .over(from, to, (a, b, condition) -> add(outages, region, a, b, condition))));
        return outages;
    }

    private static void add(List<Outage> outages, RegionName region, long from, long to, Condition condition) {
        if (condition.serves()) return;
        if (!outages.isEmpty()
                && outages.getLast().to == from
                && outages.getLast().region.equals(region)) {
            outages.add(new Outage(region, outages.removeLast().from, to));
        } else {
            outages.add(new Outage(region, from, to));
        }
    }

    private boolean isDue(Outage outage) {
        long patience = patience(outage.region);
        boolean refuge = subject.service().regions().stream()
                .map(Region::name)
                .filter(region -> !region.equals(outage.region))
                .anyMatch(region -> isWell(region, outage.from - patience, outage.from + patience));
        return outage.to - outage.from > patience && refuge;
    }

    private long patience(RegionName region) {
        return subject.service()
                .region(region)
                .map(subject::worstDetection)
                .orElse(Duration.ZERO)
                .plus(GRACE)
                .toNanos();
    }

    private boolean isAnswered(Outage outage) {
        if (isMoved(outage)) return true;
        boolean mayWait = subject.service().failover().mode() != FailoverPolicy.Mode.AUTOMATIC
                || runs.stream().anyMatch(run -> run.at() < outage.from && run.isFailover());
        return mayWait && !approvalCouldHaveCome(outage) && reason(outage).isPresent();
    }

    private boolean approvalCouldHaveCome(Outage outage) {
        long due = subject.approveAfter().map(Duration::toNanos).orElse(Long.MAX_VALUE / 2) + patience(outage.region);
        return outage.to - outage.from > due && subject.service().failover().mode() != FailoverPolicy.Mode.SHADOW;
    }

    private boolean isMoved(Outage outage) {
        return runs.stream()
                .anyMatch(run -> run.started().kind().movesTraffic()
                        && run.started().from().equals(outage.region)
                        && run.at() >= outage.from
                        && run.at() <= outage.to);
    }

    private Optional<String> reason(Outage outage) {
        return chronicle.lines().stream()
                .filter(line -> line.at() >= outage.from && line.at() <= outage.to)
                .flatMap(line -> told(line.event()).stream())
                .findFirst();
    }

    private static Optional<String> told(Event.OfService event) {
        return switch (event) {
            case Event.ApprovalAsked asked
            when asked.proposal().kind() == RunKind.FAILOVER ->
                Optional.of(asked.reason().sentence());
            case Event.WouldHaveMoved would ->
                Optional.of("shadow mode: " + would.reason().sentence());
            case Event.AlarmRaised raised
            when raised.alarm().severity() == Alarm.Severity.PAGE ->
                Optional.of(raised.alarm().sentence());
            default -> Optional.empty();
        };
    }

    /** Whether {@code region} was well from {@code from} to {@code to}. */
    private boolean isWell(RegionName region, long from, long to) {
        return isWell(chronicle, region, from, to);
    }

    static boolean isWell(Chronicle chronicle, RegionName region, long from, long to) {
        var well = new boolean[] {true};
        chronicle.condition(region).over(from, to, (_, _, condition) -> well[0] &= condition == Condition.WELL);
        return well[0];
    }
}
