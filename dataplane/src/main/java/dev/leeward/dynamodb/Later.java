package dev.leeward.dynamodb;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A client that few need: it is made at its first use, and closed if it was. */
final class Later<C extends SdkAutoCloseable> implements AutoCloseable {
    private final Supplier<C> make;
    private @Nullable C made;

    Later(Supplier<C> make) {
        this.make = make;
    }

    synchronized C get() {
        C known = made;
        if (known != null) return known;
        C fresh = make.get();
        made = fresh;
        return fresh;
    }

    @Override
    public synchronized void close() {
        if (made != null) made.close();
    }
}
