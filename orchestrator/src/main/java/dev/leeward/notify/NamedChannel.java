package dev.leeward.notify;

import java.time.Duration;

/** A channel that goes by a name of the configuration, and has so much time for each notice. */
abstract class NamedChannel implements Channel {
    private final String name;
    private final Duration timeout;

    NamedChannel(String name, Duration timeout) {
        this.name = name;
        this.timeout = timeout;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Duration timeout() {
        return timeout;
    }
}
