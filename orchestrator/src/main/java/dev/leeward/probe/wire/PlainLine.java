package dev.leeward.probe.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** The bare channel. */
final class PlainLine implements Line {

    private final Look look;
    private final SocketChannel channel;
    private final Outbox outbox;
    private final Talk talk;

    PlainLine(Look look, SocketChannel channel, SelectionKey key, Talk talk) {
        this.look = look;
        this.channel = channel;
        this.outbox = new Outbox(channel, key);
        this.talk = talk;
    }

    @Override
    public void connected() throws IOException {
        talk.begin(this);
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
        if (key.isWritable()) outbox.flush();
        if (!key.isReadable()) return;
        ByteBuffer incoming = look.loop().incoming.clear();
        int read = channel.read(incoming);
        if (read < 0) {
            talk.ended();
        } else if (read > 0) {
            look.watch().received();
            talk.received(incoming.flip());
        }
    }

    @Override
    public void send(ByteBuffer bytes) throws IOException {
        outbox.write(bytes);
    }
}
