package dev.leeward.schedule;

import dev.leeward.probe.Cadence;
import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.region.Region;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** All probes with their cadences, by the time of their next look. Not thread-safe; has no clock. */
public final class Timetable {

    private final int burstLimit;
    private Map<ProbeId, Place> places = new HashMap<>();
    private final TreeSet<Place> order = new TreeSet<>(Place.BY_TURN);

    /** An empty one. {@code burstLimit}: at most so many burst looks of one probe until it is healthy again. */
    public Timetable(int burstLimit) {
        this.burstLimit = burstLimit;
    }

    /** Takes over another configuration; probes that stay as they were keep their cadence and their looks in flight. */
    public void reconfigure(Topology topology, Instant now) {
        Map<ProbeId, Place> next = new HashMap<>();
        for (Service service : topology.services()) {
            for (Region region : service.regions()) {
                var of = Optional.of(new Place.Of(service.name(), region.name()));
                region.probes().forEach(probe -> next.put(probe.id(), place(probe, of, now)));
            }
        }
        topology.references().forEach(probe -> next.put(probe.id(), place(probe, Optional.empty(), now)));
        for (Place before : places.values()) {
            if (!before.equals(next.get(before.probe().id()))) before.retire();
        }
        places = next;
        order.clear();
        order.addAll(next.values());
    }

    private Place place(Probe probe, Optional<Place.Of> of, Instant now) {
        Place known = places.get(probe.id());
        if (known != null && known.isSame(probe, of)) return known;
        return new Place(probe, of, Cadence.of(probe, now, burstLimit));
    }

    /** When the next look is due, empty if there is nothing to look at. */
    public Optional<Instant> next() {
        return order.isEmpty() ? Optional.empty() : order.first().cadence().due();
    }

    /** Counts all looks that are due by now as started and returns them. */
    public List<Turn> due(Instant now) {
        List<Turn> turns = new ArrayList<>();
        for (var next = next(); next.isPresent() && !next.get().isAfter(now); next = next()) {
            Place place = order.first();
            change(place, cadence -> cadence.started(now));
            turns.add(new Turn(place, place.cadence().started()));
        }
        return turns;
    }

    /**
     * A look has ended. Returns whether its result counts: those of probes that are no longer configured do not.
     *
     * <p>Where a probe of a service begins to fail, the references and the service's other regions are looked at at once (at most once per burst):
     * whether the observer is blind, and whether there is a place to go to, must be known as early as the failure.
     */
    public boolean ended(Turn turn, Sighting sighting, Instant now) {
        Place place = turn.place();
        if (place.isRetired()) return false;
        boolean before = place.cadence().failing();
        change(place, cadence -> cadence.ended(turn.look(), sighting, now));
        boolean begins = place.cadence().failing() && !before;
        if (begins) place.of().ifPresent(failed -> callWitnesses(failed, now));
        return true;
    }

    /**
     * Another vantage point sees a probe fail: where this one does not, it looks again as soon as may be, so that they agree or
     * differ early. Where both see it fail they do not drive each other on: a region that stays dead is not hammered.
     */
    public void lookAgain(ProbeId probe, Instant now) {
        Place place = places.get(probe);
        if (place != null && !place.cadence().failing()) change(place, cadence -> cadence.outOfTurn(now));
    }

    /**
     * Somebody speaks against the regions that have a probe with such a check: they are looked at at once, and closely for a
     * while.
     */
    public void hasten(Predicate<Check> which, Instant now) {
        Set<Place.Of> regions = places.values().stream()
                .filter(place -> which.test(place.probe().check()))
                .flatMap(place -> place.of().stream())
                .collect(Collectors.toSet());
        List<Place> concerned = places.values().stream()
                .filter(place -> place.of().filter(regions::contains).isPresent())
                .toList();
        concerned.forEach(place ->
                change(place, cadence -> place.probe().isHearsay() ? cadence.outOfTurn(now) : cadence.hastened(now)));
    }

    private void callWitnesses(Place.Of failed, Instant now) {
        List<Place> witnesses = places.values().stream()
                .filter(place -> place.of().map(of -> isOtherRegion(of, failed)).orElse(true))
                .toList();
        witnesses.forEach(place -> change(place, cadence -> cadence.outOfTurn(now)));
    }

    private static boolean isOtherRegion(Place.Of of, Place.Of failed) {
        return of.service().equals(failed.service()) && !of.region().equals(failed.region());
    }

    /** The order depends on the cadence: out with the place before, in with it after. */
    private void change(Place place, UnaryOperator<Cadence> step) {
        order.remove(place);
        place.cadence(step.apply(place.cadence()));
        order.add(place);
    }
}
