package dev.leeward.simulator.check;

import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How long each life stood still so far. */
final class Stillness {
    private final Map<Life, Duration> past = new HashMap<>();
    private final Map<Life, Instant> since = new HashMap<>();

    void see(Instant at, Happening what) {
        switch (what) {
            case Happening.NodeFroze froze -> since.put(froze.life(), at);
            case Happening.NodeThawed thawed -> {
                past.put(thawed.life(), of(thawed.life(), at));
                since.remove(thawed.life());
            }
            default -> {
                // Nothing stops or goes on.
            }
        }
    }

    /** How long {@code life} stood still until {@code at}, all in all. */
    Duration of(Life life, Instant at) {
        var before = past.getOrDefault(life, Duration.ZERO);
        var stopped = since.get(life);
        return stopped == null ? before : before.plus(Duration.between(stopped, at));
    }
}
