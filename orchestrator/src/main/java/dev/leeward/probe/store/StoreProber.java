package dev.leeward.probe.store;

import dev.leeward.declared.Declaration;
import dev.leeward.looking.BlockingLooks;
import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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
    private final BlockingLooks looks = new BlockingLooks("stores", MOST_AT_ONCE);

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
        looks.start(probe.id(), sink, begun -> seen(probe, check, begun));
    }

    private Sighting seen(Probe probe, Check.Store check, long begun) throws InterruptedException {
        var opening = new FutureTask<>(() -> stores.ready(check));
        Thread.ofVirtual().name("leeward-store-opening").start(opening);
        try {
            var store = opening.get(probe.timeout().toNanos(), TimeUnit.NANOSECONDS);
            var rest = probe.timeout().minusNanos(System.nanoTime() - begun);
            var beat = new Beat(run, beats.incrementAndGet());
            var asked = new StoreLooks(store, check.table(), canary + "/" + probe.id(), beat, rest, System::nanoTime);
            var answer = asked.make(check.look());
            return StoreSighting.of(answer, BlockingLooks.timings(begun));
        } catch (TimeoutException e) {
            return BlockingLooks.inconclusive("neither client nor credentials of the store were ready in time", begun);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SdkException known)
                return BlockingLooks.inconclusive("no valid credentials: " + known.getMessage(), begun);
            throw new IllegalStateException("opening " + check.summary(), e);
        }
    }

    /** Ends all looks in flight. */
    @Override
    public void close() {
        looks.close();
        stores.close();
    }
}
