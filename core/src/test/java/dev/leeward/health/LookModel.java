package dev.leeward.health;

import dev.leeward.fixture.Looks;
import dev.leeward.probe.Cadence;
import dev.leeward.probe.Check;
import dev.leeward.probe.Observation;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One probe in virtual time, a millisecond at a time: it looks at the real cadence, at a server that answers at once,
 * refuses, or stalls until it answers all that wait.
 */
final class LookModel {
    private static final Duration ANSWER = Duration.ofMillis(2);
    private static final int BURST_LIMIT = 30;

    /** How a server is from {@code from} until {@code until}. */
    record Trouble(Instant from, Instant until, Sighting shows) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    private record InFlight(long number, Observation result) {}

    private final Probe probe;
    private final List<Trouble> troubles = new ArrayList<>();
    private final List<InFlight> inFlight = new ArrayList<>();
    private Cadence cadence;

    LookModel(ProbeId id, HealthPolicy policy, Instant begin) {
        var check = Check.Http.get(URI.create("http://192.0.2.1/"));
        probe = new Probe(id, check, policy.interval(), policy.timeout(), policy.burst());
        cadence = Cadence.of(probe, begin, BURST_LIMIT);
    }

    Probe probe() {
        return probe;
    }

    /** The next slot of the grid after {@code moment}: where a fault that begins right before, or after, hurts most. */
    Instant slotAfter(Instant moment) {
        var slot = cadence.pace().anchor();
        while (!slot.isAfter(moment)) slot = slot.plus(probe.interval());
        return slot;
    }

    void trouble(Instant from, Duration length, Sighting shows) {
        troubles.add(new Trouble(from, from.plus(length), shows));
    }

    /** What happens at {@code now}; returns whether the probe begins to fail. */
    boolean at(Instant now, Consumer<Observation> sink) {
        boolean before = cadence.failing();
        var over = inFlight.stream()
                .filter(look -> !look.result().endedAt().isAfter(now))
                .toList();
        inFlight.removeAll(over);
        for (var look : over) {
            cadence = cadence.ended(look.number(), look.result().sighting(), now);
            sink.accept(look.result());
        }
        while (cadence.due().filter(due -> !due.isAfter(now)).isPresent()) {
            cadence = cadence.started(now);
            inFlight.add(new InFlight(cadence.started(), look(now)));
        }
        return cadence.failing() && !before;
    }

    /** Another region begins to fail: this one is looked at at once. */
    void witness(Instant now) {
        cadence = cadence.outOfTurn(now);
    }

    /** A server that stalls answers all that wait once it goes on; who waited too long has left by then. */
    private Observation look(Instant start) {
        var answered = start.plus(ANSWER);
        var trouble = troubles.stream().filter(t -> t.holds(start)).findFirst();
        if (trouble.isEmpty()) return Looks.between(start, answered, probe.id(), Looks.OK);
        if (!trouble.get().shows().equals(Looks.TIMED_OUT)) {
            return Looks.between(start, answered, probe.id(), trouble.get().shows());
        }
        var deadline = start.plus(probe.timeout());
        return trouble.get().until().isBefore(deadline)
                ? Looks.between(start, trouble.get().until(), probe.id(), Looks.OK)
                : Looks.between(start, deadline, probe.id(), Looks.TIMED_OUT);
    }
}
