package dev.leeward.schedule;

import dev.leeward.probe.Cadence;
import dev.leeward.probe.Probe;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** One probe in the timetable. */
final class Place {

    /** By the time of the next look, then by name. */
    static final Comparator<Place> BY_TURN = Comparator.comparing(Place::due).thenComparing(place -> place.probe.id());

    /** Which region of which service a probe looks at; references look at none. */
    record Of(ServiceName service, RegionName region) {}

    private final Probe probe;
    private final Optional<Of> of;
    private Cadence cadence;
    private boolean retired;

    Place(Probe probe, Optional<Of> of, Cadence cadence) {
        this.probe = probe;
        this.of = of;
        this.cadence = cadence;
    }

    Probe probe() {
        return probe;
    }

    Optional<Of> of() {
        return of;
    }

    private Instant due() {
        return cadence.due().orElse(Instant.MAX);
    }

    Cadence cadence() {
        return cadence;
    }

    void cadence(Cadence next) {
        cadence = next;
    }

    /** A probe that was reconfigured away: what its looks in flight still see does not count. */
    boolean isRetired() {
        return retired;
    }

    void retire() {
        retired = true;
    }

    boolean isSame(Probe other, Optional<Of> place) {
        return probe.equals(other) && of.equals(place);
    }
}
