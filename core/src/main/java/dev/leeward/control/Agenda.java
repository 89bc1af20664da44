package dev.leeward.control;

import dev.leeward.region.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which services a turn has to look at: those something was learnt about, those whose time has come, and once per tick
 * all of them, because the mere passing of time makes evidence stale.
 */
final class Agenda {
    private final Duration tick;
    private final Set<ServiceName> marked = new HashSet<>();
    private final Map<ServiceName, Instant> due = new HashMap<>();
    private Instant sweepAt = Instant.MIN;
    private Instant againAt = Instant.MIN;

    Agenda(Duration tick) {
        this.tick = tick;
    }

    /** Something was learnt about {@code service}. */
    void mark(ServiceName service) {
        marked.add(service);
    }

    /** Every service has to be looked at in the next turn. */
    void markAll() {
        sweepAt = Instant.MIN;
    }

    /** What the last turn wanted could not be made durable: all of it again with the next turn, at the latest at {@code at}. */
    void again(Instant at) {
        markAll();
        againAt = at;
    }

    /** Takes what is to be looked at by {@code now}, out of {@code all}. */
    Set<ServiceName> take(Instant now, Collection<ServiceName> all) {
        var taken = new HashSet<ServiceName>(marked);
        marked.clear();
        due.forEach((service, at) -> {
            if (!at.isAfter(now)) taken.add(service);
        });
        if (!now.isBefore(sweepAt)) {
            taken.addAll(all);
            sweepAt = now.plus(tick);
        }
        taken.retainAll(Set.copyOf(all));
        due.keySet().removeAll(taken);
        due.keySet().retainAll(Set.copyOf(all));
        return taken;
    }

    /** {@code service} wants to be looked at again at {@code at}, or with the next sweep. */
    void plan(ServiceName service, Optional<Instant> at) {
        at.ifPresent(when -> due.put(service, when));
    }

    /** When the next turn is due if nothing is learnt before. */
    Instant wake() {
        if (sweepAt.equals(Instant.MIN)) return againAt;
        return due.values().stream()
                .min(Comparator.naturalOrder())
                .filter(at -> at.isBefore(sweepAt))
                .orElse(sweepAt);
    }
}
