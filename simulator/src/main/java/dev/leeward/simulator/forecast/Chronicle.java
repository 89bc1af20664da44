package dev.leeward.simulator.forecast;

import dev.leeward.decision.Alarm;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.simulator.time.Timeline;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Stand;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes down what matters of one play. Times are nanoseconds since the beginning. */
final class Chronicle {
    /** Something that was journaled. */
    record Line(long at, Event.OfService event) {}

    private final Service service;
    private final Map<RegionName, Course<Condition>> conditions = new LinkedHashMap<>();
    private final Map<TargetId, Stand> first = new HashMap<>();
    private final Map<TargetId, Map<String, Course<Stand>>> served = new LinkedHashMap<>();
    private final Course<Optional<RegionName>> carrier;
    private final List<Line> lines = new ArrayList<>();
    private final List<Long> pages = new ArrayList<>();

    Chronicle(Service service) {
        this.service = service;
        this.carrier = new Course<>(Optional.of(service.home().name()));
        service.regions().forEach(region -> conditions.put(region.name(), new Course<>(Condition.WELL)));
    }

    /** Nanoseconds since the beginning. */
    static long nanos(Instant at) {
        return Duration.between(Timeline.BEGIN, at).toNanos();
    }

    void see(Instant moment, Happening what) {
        long at = nanos(moment);
        switch (what) {
            case Happening.Began began -> first.putAll(began.targets());
            case Happening.Became became ->
                Optional.ofNullable(conditions.get(became.region())).ifPresent(c -> c.change(at, became.condition()));
            case Happening.Served answer ->
                servers(answer.target())
                        .computeIfAbsent(answer.server(), _ -> new Course<>(first(answer.target())))
                        .change(at, answer.after());
            case Happening.Changed changed -> {
                if (changed.target().equals(service.targets().getFirst())) {
                    carrier.change(at, changed.after().region(service));
                }
            }
            case Happening.Appended appended -> {
                if (appended.entry().event() instanceof Event.OfService event) journaled(at, event);
            }
            default -> {
                // Looks, calls and effects show in the journal as far as they matter.
            }
        }
    }

    private void journaled(long at, Event.OfService event) {
        lines.add(new Line(at, event));
        if (event instanceof Event.AlarmRaised raised && raised.alarm().severity() == Alarm.Severity.PAGE)
            pages.add(at);
    }

    private Map<String, Course<Stand>> servers(TargetId target) {
        return served.computeIfAbsent(target, _ -> new LinkedHashMap<>());
    }

    private Stand first(TargetId target) {
        return Objects.requireNonNull(first.get(target), () -> "unknown target " + target);
    }

    /** What each name server of {@code target} answered; one stands for all where none ever changed. */
    List<Course<Stand>> served(TargetId target) {
        var known = servers(target);
        return known.isEmpty() ? List.of(new Course<>(first(target))) : List.copyOf(known.values());
    }

    /** How every region was. */
    Map<RegionName, Course<Condition>> conditions() {
        return conditions;
    }

    /** How {@code region} was. */
    Course<Condition> condition(RegionName region) {
        return conditions.getOrDefault(region, new Course<>(Condition.WELL));
    }

    /** Which region the first name stood for at its source of truth. */
    Course<Optional<RegionName>> carrier() {
        return carrier;
    }

    /** What was journaled about the service, in order. */
    List<Line> lines() {
        return lines;
    }

    /** When somebody was paged. */
    List<Long> pages() {
        return pages;
    }
}
