package dev.leeward.control;

import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Projection;
import dev.leeward.journal.ServiceState;
import dev.leeward.region.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One turn of the loop before it is durable: the events it wants to append, the state they lead to, and what is to happen
 * once they are. Thrown away as a whole if they cannot be appended.
 */
final class Draft {
    private final Instant now;
    private final long base;
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private Projection projection;

    Draft(Projection projection, long base, Instant now) {
        this.projection = projection;
        this.base = base;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** Wants {@code event} appended; from here on the turn sees its consequences. */
    void add(Event event) {
        events.add(event);
        projection = projection.fold(new Entry(base + events.size(), now, event, ""));
    }

    /** Wants {@code effect} started once everything is durable. */
    void then(Effect effect) {
        effects.add(effect);
    }

    /** Wants {@code action} done once everything is durable. */
    void then(Runnable action) {
        afterwards.add(action);
    }

    ServiceState of(ServiceName service) {
        return projection.of(service);
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    List<Effect> effects() {
        return List.copyOf(effects);
    }

    List<Runnable> afterwards() {
        return List.copyOf(afterwards);
    }
}
