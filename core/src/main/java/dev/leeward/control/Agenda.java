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
    private Instant soonest = Instant.MAX;

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

    /** Takes what is to be looked at by {@code now}, out of {@code all}; costs next to nothing while nothing is. */
    Set<ServiceName> take(Instant now, Collection<ServiceName> all) {
        var taken = new HashSet<ServiceName>(marked);
        marked.clear();
        if (!now.isBefore(soonest)) takeDue(now, taken);
        if (!now.isBefore(sweepAt)) {
            taken.clear();
            taken.addAll(all);
            due.keySet().retainAll(taken);
            sweepAt = now.plus(tick);
        }
        return taken;
    }

    private void takeDue(Instant now, Set<ServiceName> taken) {
        due.forEach((service, at) -> {
            if (!at.isAfter(now)) taken.add(service);
        });
        due.keySet().removeAll(taken);
        soonest = due.values().stream().min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    /** {@code service} wants to be looked at again at {@code at}, or with the next sweep. */
    void plan(ServiceName service, Optional<Instant> at) {
        due.remove(service);
        at.ifPresent(when -> {
            due.put(service, when);
            if (when.isBefore(soonest)) soonest = when;
        });
    }

    /** When the next turn is due if nothing is learnt before; never late, at times early. */
    Instant wake() {
        if (sweepAt.equals(Instant.MIN)) return againAt;
        return soonest.isBefore(sweepAt) ? soonest : sweepAt;
    }
}
