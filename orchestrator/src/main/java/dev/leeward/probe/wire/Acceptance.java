package dev.leeward.probe.wire;

import java.nio.ByteBuffer;

/** Nothing is said: that the connection stands, and is secured where that was wanted, is all there is to see. */
record Acceptance(Look look) implements Talk {
    @Override
    public void begin(Line line) {
        look.healthy();
    }

    @Override
    public void received(ByteBuffer bytes) {
        throw new IllegalStateException("over since the connection stood");
    }

    @Override
    public void ended() {
        throw new IllegalStateException("over since the connection stood");
    }
}
