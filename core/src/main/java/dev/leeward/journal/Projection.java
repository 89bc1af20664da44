package dev.leeward.journal;

import dev.leeward.region.ServiceName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of everything, folded from the journal: a pure function of its entries.
 *
 * @param services by name
 * @param outbox notices not yet delivered everywhere, oldest first
 */
public record Projection(Map<ServiceName, ServiceState> services, List<Entry> outbox) {
    /** How many undelivered notices are kept; the oldest go first. */
    public static final int OUTBOX_LIMIT = 500;

    /** Before the first entry. */
    public static final Projection EMPTY = new Projection(Map.of(), List.of());

    public Projection {
        services = Collections.unmodifiableMap(new TreeMap<>(services));
        outbox = List.copyOf(outbox);
    }

    /** What is known of {@code service}. */
    public ServiceState of(ServiceName service) {
        var known = services.get(service);
        return known == null ? ServiceState.unknown(service) : known;
    }

    /** The state after {@code entry}. */
    public Projection fold(Entry entry) {
        return switch (entry.event()) {
            case Event.OfService event -> {
                var next = new HashMap<>(services);
                next.put(event.service(), ServiceFold.fold(of(event.service()), entry.at(), event));
                yield new Projection(next, isNotice(event) ? withNotice(entry) : outbox);
            }
            case Event.NodeStarted _ -> {
                var next = new HashMap<>(services);
                next.replaceAll((_, state) -> ServiceFold.crashed(state, entry.at()));
                yield new Projection(next, outbox);
            }
            case Event.NoticeDelivered event -> new Projection(services, withoutNotice(event));
            case Event.ConfigurationApplied _, Event.ConfigurationRefused _ -> this;
        };
    }

    /** Whether somebody is told of {@code event}. */
    public static boolean isNotice(Event event) {
        return event instanceof Event.AlarmRaised
                || event instanceof Event.AlarmCleared
                || event instanceof Event.ApprovalAsked
                || event instanceof Event.ApprovalLapsed
                || event instanceof Event.RunStarted
                || event instanceof Event.RunEnded;
    }

    private List<Entry> withNotice(Entry entry) {
        var next = new ArrayList<>(outbox);
        next.add(entry);
        while (next.size() > OUTBOX_LIMIT) next.removeFirst();
        return next;
    }

    private List<Entry> withoutNotice(Event.NoticeDelivered event) {
        if (!event.channel().equals(Event.NoticeDelivered.EVERY_CHANNEL)) return outbox;
        return outbox.stream().filter(e -> e.sequence() != event.sequence()).toList();
    }
}
