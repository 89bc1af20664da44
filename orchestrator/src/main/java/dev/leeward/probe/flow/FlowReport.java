package dev.leeward.probe.flow;

import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.util.List;

/**
 * What became of one walk through a flow.
 *
 * @param steps those that were begun, in order; the last one is where it ended
 */
public record FlowReport(List<StepTime> steps, Sighting sighting) {
    public FlowReport {
        steps = List.copyOf(steps);
    }

    /** How long one step took. */
    public record StepTime(String name, String summary, Duration took) {}
}
