package dev.leeward.api.body;

import dev.leeward.control.Desk.VantageStanding;
import dev.leeward.probe.ProbeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A place that watches, as the node that is asked sees it.
 *
 * @param here whether it is that node itself
 * @param reachable whether what it sees could be asked for
 * @param evidenceAgeSeconds how long ago its newest look that counts began
 * @param sight clear, blind, suspect or silent
 * @param differing probes by which it asks something else, whose looks are dropped
 * @param sentence what is wrong; empty when nothing is
 */
public record VantageBody(
        String name,
        boolean here,
        boolean reachable,
        Optional<Double> evidenceAgeSeconds,
        String sight,
        List<String> differing,
        String sentence) {
    private static final double MILLIS = 1_000.0;

    static VantageBody of(VantageStanding standing) {
        return new VantageBody(
                standing.name().value(),
                standing.here(),
                standing.reachable(),
                standing.evidenceAge().map(Duration::toMillis).map(millis -> Math.max(0, millis) / MILLIS),
                Names.of(standing.sight()),
                standing.differing().stream().map(ProbeId::value).toList(),
                standing.sentence());
    }
}
