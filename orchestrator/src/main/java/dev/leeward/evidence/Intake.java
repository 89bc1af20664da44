package dev.leeward.evidence;

import dev.leeward.probe.Observation;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.VantagePoint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What of one peer's answers counts. Has no clock and knows no network. Thread-safe. */
final class Intake {
    private static final int LIVES = 4;

    private final VantagePoint peer;
    /** Per life of the peer's process the number of its last look that was taken. */
    private final Map<String, Long> heard = new LinkedHashMap<>();

    private Optional<Cursor> cursor = Optional.empty();

    /**
     * What came of one answer.
     *
     * @param looks that count, in the order of telling
     * @param dropped how many do not, by why
     * @param differing probes by which the peer asks something else than this node
     */
    record Taken(List<Observation> looks, Map<Dropped, Long> dropped, Set<ProbeId> differing) {
        Taken {
            looks = List.copyOf(looks);
        }

        private static Taken nothing(Dropped why, long count) {
            return new Taken(List.of(), Map.of(why, count), Set.of());
        }
    }

    Intake(VantagePoint peer) {
        this.peer = peer;
    }

    /** Where to go on. */
    synchronized Optional<Cursor> cursor() {
        return cursor;
    }

    synchronized Taken take(Told told, Arrival arrival, Known known) {
        if (!told.from().equals(peer.value()))
            return Taken.nothing(Dropped.IMPOSTOR, told.looks().size());
        // The same looks are asked for again: they will be older then, and known to be.
        if (arrival.isTooSlow()) return Taken.nothing(Dropped.SLOW, told.looks().size());
        var looks = new ArrayList<Observation>();
        var dropped = new EnumMap<Dropped, Long>(Dropped.class);
        var differing = new TreeSet<ProbeId>();
        long before = heard.getOrDefault(told.origin(), 0L);
        long last = before;
        for (var look : told.looks()) {
            if (look.number() <= last) {
                dropped.merge(Dropped.REPEATED, 1L, Long::sum);
                continue;
            }
            if (last > 0 && look.number() > last + 1) {
                dropped.merge(Dropped.MISSED, look.number() - last - 1, Long::sum);
            }
            last = look.number();
            var why = objection(look, arrival, known);
            why.ifPresent(reason -> dropped.merge(reason, 1L, Long::sum));
            if (why.filter(Dropped.OTHER_CHECK::equals).isPresent()) differing.add(new ProbeId(look.probe()));
            if (why.isEmpty()) seen(look, arrival).ifPresent(looks::add);
        }
        remember(told.origin(), Math.max(last, before));
        cursor = Optional.of(new Cursor(told.origin(), Math.max(told.next(), last)));
        return new Taken(looks, dropped, differing);
    }

    private static Optional<Dropped> objection(ToldLook look, Arrival arrival, Known known) {
        var asked = known.probes().get(new ProbeId(look.probe()));
        if (asked == null) return Optional.of(Dropped.UNKNOWN_PROBE);
        if (!asked.check().equals(look.check())) return Optional.of(Dropped.OTHER_CHECK);
        if (arrival.age(look).compareTo(asked.freshFor()) > 0) return Optional.of(Dropped.OLD);
        return look.sighting().isEmpty() ? Optional.of(Dropped.UNREADABLE) : Optional.empty();
    }

    private Optional<Observation> seen(ToldLook look, Arrival arrival) {
        var start = arrival.startOf(look);
        return look.sighting()
                .map(sighting ->
                        new Observation(new ProbeId(look.probe()), peer, start, start.plus(look.took()), sighting));
    }

    /** Two lives at one address, behind a balancer for instance, must not have each other's looks told twice. */
    private void remember(String origin, long number) {
        heard.remove(origin);
        heard.put(origin, number);
        if (heard.size() > LIVES) heard.remove(heard.keySet().iterator().next());
    }
}
