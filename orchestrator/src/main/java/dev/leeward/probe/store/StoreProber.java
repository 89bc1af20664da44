package dev.leeward.probe.store;

import dev.leeward.declared.Declaration;
import dev.leeward.probe.Check;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Looks at stores ({@link Check.Store}), each look on a virtual thread of its own. What is not the store's doing (credentials that
 * are not found, a client that is not ready) is inconclusive.
 */
public final class StoreProber implements Prober {
    /** More than that wait for stores that do not answer, or somebody looks at very many. */
    static final int MOST_AT_ONCE = 256;

    private final String canary;
    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final AtomicLong beats = new AtomicLong();
    private final OpenStores stores;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Set<Thread> lookers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param observer whose canaries they are: each probe of each vantage point writes and reads an item of its own
     * @param declared what stores are declared now, for their credentials
     */
    public StoreProber(String observer, Supplier<Optional<Declaration>> declared) {
        this.canary = "canary/" + observer;
        this.stores = new OpenStores(declared);
    }

    @Override
    public void look(Probe probe, Consumer<Sighting> sink) {
        if (!(probe.check() instanceof Check.Store check)) {
            throw new IllegalArgumentException("not a store: " + probe.check().summary());
        }
        if (!places.tryAcquire()) {
            sink.accept(inconclusive("too many looks at stores at once", System.nanoTime()));
            return;
        }
        Thread looker =
                Thread.ofVirtual().name("leeward-store-" + probe.id()).unstarted(() -> look(probe, check, sink));
        lookers.add(looker);
        looker.start();
        // After the add: either close() sees this looker, or this sees that it is closed.
        if (closed) looker.interrupt();
    }

    private void look(Probe probe, Check.Store check, Consumer<Sighting> sink) {
        long begun = System.nanoTime();
        Sighting seen;
        try {
            seen = seen(probe, check, begun);
            if (closed) seen = inconclusive("the prober is closed", begun);
        } finally {
            lookers.remove(Thread.currentThread());
            places.release();
        }
        sink.accept(seen);
    }

    private Sighting seen(Probe probe, Check.Store check, long begun) {
        var opening = new FutureTask<>(() -> stores.ready(check));
        Thread.ofVirtual().name("leeward-store-opening").start(opening);
        try {
            var store = opening.get(probe.timeout().toNanos(), TimeUnit.NANOSECONDS);
            var rest = probe.timeout().minusNanos(System.nanoTime() - begun);
            var beat = new Beat(run, beats.incrementAndGet());
            var looks = new StoreLooks(store, check.table(), canary + "/" + probe.id(), beat, rest, System::nanoTime);
            var answer = looks.make(check.look());
            return StoreSighting.of(answer, timings(begun));
        } catch (TimeoutException e) {
            return inconclusive("neither client nor credentials of the store were ready in time", begun);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SdkException known)
                return inconclusive("no valid credentials: " + known.getMessage(), begun);
            throw new IllegalStateException("opening " + check.summary(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return inconclusive("the prober is closed", begun);
        }
    }

    private static Sighting inconclusive(String why, long begun) {
        return new Sighting.Inconclusive(why, timings(begun));
    }

    private static PhaseTimings timings(long begun) {
        return PhaseTimings.ofTotal(Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Ends all looks in flight. */
    @Override
    public void close() {
        closed = true;
        lookers.forEach(Thread::interrupt);
        stores.close();
    }
}
