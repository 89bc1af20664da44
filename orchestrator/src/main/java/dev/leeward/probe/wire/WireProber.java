package dev.leeward.probe.wire;

import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.resolve.Names;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Looks over HTTP, HTTPS, TLS and TCP ({@link dev.leeward.probe.Check.Http}, {@code Tls}, {@code Tcp}). Each look opens a
 * connection of its own, never resumes a TLS session, and closes with a reset; see {@link Look}. Sinks are called on the
 * selector thread.
 */
public final class WireProber implements Prober {

    private final Workshop workshop;
    private final Loop loop;

    /**
     * @param names resolves host names
     * @param clock wall clock, for the end of certificates
     * @param userAgent the HTTP header's value, {@code leeward/VERSION}
     */
    public WireProber(Names names, InstantSource clock, String userAgent) {
        workshop = new Workshop(names, clock, userAgent);
        loop = new Loop("leeward-probe", this::endAll);
        loop.start();
    }

    @Override
    public void look(Probe probe, Consumer<Sighting> sink) {
        if (!workshop.lookBegins()) {
            sink.accept(notNow("too many looks at once"));
            return;
        }
        Look look = new Look(loop, workshop, probe, sink);
        if (!loop.post(look::begin)) {
            workshop.lookEnded();
            sink.accept(notNow("the prober is closed"));
        }
    }

    @Override
    public void close() {
        loop.close();
        workshop.close();
    }

    /** Each look in flight stands in the heap as its own deadline. */
    private void endAll() {
        for (Deadline deadline : loop.deadlines.all()) {
            if (deadline instanceof Look look) look.inconclusive("the prober was closed");
        }
    }

    private static Sighting notNow(String why) {
        return new Sighting.Inconclusive(why, PhaseTimings.ofTotal(Duration.ZERO));
    }
}
