package dev.leeward.config.load;

import dev.leeward.simulator.scenario.Act;
import dev.leeward.simulator.scenario.Incident;
import dev.leeward.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a scenario. */
final class ScenarioReading {
    /** How long is watched after the last incident, where the file does not say: homecoming included, as a rule. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(45);

    private final ActReading acts;

    ScenarioReading(ScenarioCheck.Names names) {
        this.acts = new ActReading(names);
    }

    Optional<Scenario> read(String name, Cell file) {
        return file.section("keys such as events").flatMap(section -> {
            var about = section.value("about", "", Values::words);
            var incidents = section.require("events", "events: with at least one of them")
                    .map(this::incidents)
                    .orElse(List.of());
            var last = Scenario.end(incidents);
            var usual = last.plus(AFTERWARDS);
            var length = section.value(
                    "length",
                    usual.compareTo(Scenario.LONGEST) > 0 ? Scenario.LONGEST : usual,
                    Values.duration(Duration.ofSeconds(1), Scenario.LONGEST));
            if (length.compareTo(last) < 0) {
                section.cell("length")
                        .ifPresent(cell -> cell.wrong(
                                "the last event ends after " + DurationText.of(last),
                                "make it at least that long, or leave it out"));
            }
            section.end();
            return section.sound() ? Optional.of(new Scenario(name, about, length, incidents)) : Optional.empty();
        });
    }

    private List<Incident> incidents(Cell cell) {
        var items = cell.items("events").orElse(List.of());
        if (items.isEmpty()) cell.wrong("the list of events is empty", "without an event nothing happens");
        if (items.size() > Scenario.MOST_INCIDENTS) {
            cell.wrong("more than " + Scenario.MOST_INCIDENTS + " events");
            return List.of();
        }
        var incidents = new ArrayList<Incident>();
        for (var item : items) incident(item).ifPresent(incidents::add);
        return incidents;
    }

    private Optional<Incident> incident(Cell item) {
        return item.section("an event such as `{at: 0s, for: 30m, region: {name: active, fails: down}}`")
                .flatMap(section -> {
                    var time = Values.duration(Duration.ZERO, Scenario.LONGEST);
                    var at = section.value("at", Duration.ZERO, time);
                    var jitter = section.value("jitter", Duration.ZERO, time);
                    var lasts = section.optional("for", Values.duration(Duration.ofMillis(1), Scenario.LONGEST));
                    Optional<Act> act = acts.read(item, section, lasts);
                    section.end();
                    return act.map(a -> new Incident(at, jitter, lasts, a));
                });
    }
}
