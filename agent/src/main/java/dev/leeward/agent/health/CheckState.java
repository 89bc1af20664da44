package dev.leeward.agent.health;

import dev.leeward.agent.health.HostLook.Seen;
import dev.leeward.agent.health.HostLook.State;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of one check.
 *
 * @param seen at the newest look that is over
 * @param age since that look began
 * @param fresh whether it is young enough to be believed
 */
public record CheckState(String id, Optional<Seen> seen, Optional<Duration> age, boolean fresh) {
    /** Whether it was seen to be well lately; an old look is none. */
    public boolean well() {
        return fresh && seen.filter(s -> s.state() == State.WELL).isPresent();
    }

    /** For people. */
    public String sentence() {
        if (seen.isEmpty()) return id + " was not looked at yet";
        var old = fresh
                ? ""
                : "the newest look is " + age.map(Duration::toSeconds).orElse(0L) + " s old: ";
        return id + ": " + old + seen.get().sentence();
    }
}
