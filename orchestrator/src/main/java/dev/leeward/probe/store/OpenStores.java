package dev.leeward.probe.store;

import dev.leeward.declared.Declaration;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.probe.Check;
import dev.leeward.region.RegionName;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stores that are looked at, each opened once; another address or key is another store. */
final class OpenStores implements AutoCloseable {
    /** Each look has a shorter limit of its own. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Where nobody listens: it is refused at once. */
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");

    private final Supplier<Optional<Declaration>> declared;
    private @Nullable Declaration last;
    private final Map<dev.leeward.declared.Store, Open> open = new ConcurrentHashMap<>();

    OpenStores(Supplier<Optional<Declaration>> declared) {
        this.declared = declared;
    }

    /**
     * The store, as ready as can be: what happens from here on is its own doing.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if there are no credentials for it
     */
    Store ready(Check.Store check) {
        Rehearsed.once();
        var now = declared.get();
        var region = new RegionName(check.store());
        var key = now.flatMap(all -> all.store(region)).flatMap(dev.leeward.declared.Store::accessKey);
        var store = new dev.leeward.declared.Store(region, check.awsRegion(), check.endpoint(), key);
        var found = open.computeIfAbsent(store, Open::of);
        now.ifPresent(this::reloaded);
        found.address().credentials().resolveCredentials();
        return found.store();
    }

    /** What a reload took away is closed once no look can be under way there any more. */
    private synchronized void reloaded(Declaration now) {
        if (now.equals(last)) return;
        boolean first = last == null;
        last = now;
        if (first) return;
        var later = CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        open.forEach((store, one) -> {
            if (now.stores().contains(store) || !open.remove(store, one)) return;
            later.execute(one.store()::close);
        });
    }

    @Override
    public void close() {
        open.values().forEach(one -> one.store().close());
    }

    private record Open(StoreAddress address, Store store) {
        static Open of(dev.leeward.declared.Store declared) {
            var address = StoreAddress.of(declared).within(LONGEST);
            return new Open(address, Store.open(address));
        }
    }

    /** The first call of a process loads some thousand classes, which would be held against the store it goes to. */
    private static final class Rehearsed {
        private static final boolean DONE = rehearse();

        private Rehearsed() {}

        static boolean once() {
            return DONE;
        }

        private static boolean rehearse() {
            try (var nobody = Store.open(StoreAddress.withKey("us-east-1", Optional.of(NOBODY), "none", "none"))) {
                var _ = new StoreLooks(nobody, "none", "none", new Beat("", 0), LONGEST, System::nanoTime)
                        .make(Check.StoreLook.READ_WRITE);
                return true;
            }
        }
    }
}
