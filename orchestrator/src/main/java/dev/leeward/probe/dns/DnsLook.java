package dev.leeward.probe.dns;

import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One question in flight; the first outcome counts, from whichever thread it comes. */
final class DnsLook {

    private final Consumer<Sighting> sink;
    private final Consumer<DnsLook> over;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final long started = System.nanoTime();
    private volatile long resolved;

    DnsLook(Consumer<Sighting> sink, Consumer<DnsLook> over) {
        this.sink = sink;
        this.over = over;
    }

    void resolved() {
        resolved = System.nanoTime();
    }

    boolean isResolved() {
        return resolved != 0;
    }

    boolean hasLasted(Duration timeout) {
        return System.nanoTime() - started >= timeout.toNanos();
    }

    void healthy() {
        end(new Sighting.Healthy(timings(), List.of()));
    }

    void fail(FailureKind kind, String detail) {
        end(new Sighting.Failing(kind, detail, timings()));
    }

    void inconclusive(String why) {
        end(new Sighting.Inconclusive(why, timings()));
    }

    private void end(Sighting sighting) {
        if (!ended.compareAndSet(false, true)) return;
        over.accept(this);
        sink.accept(sighting);
    }

    private PhaseTimings timings() {
        long now = System.nanoTime();
        Duration resolving = resolved == 0 ? Duration.ZERO : Duration.ofNanos(resolved - started);
        Duration answering = resolved == 0 ? Duration.ZERO : Duration.ofNanos(now - resolved);
        return new PhaseTimings(
                resolving, Duration.ZERO, Duration.ZERO, answering, Duration.ZERO, Duration.ofNanos(now - started));
    }
}
