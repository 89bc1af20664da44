package dev.leeward.probe.wire;

import dev.leeward.probe.FailureKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS over the channel (RFC 8446, RFC 5246 by the JDK's engine). Making the engine and the engine's own slow tasks, such
 * as verifying a chain, run on {@link Workshop#securing}; meanwhile the channel is not listened to.
 */
final class TlsLine implements Line {

    private static final Logger LOG = LoggerFactory.getLogger(TlsLine.class);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Look look;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Outbox outbox;
    private final Route.Secured secured;
    private final Talk talk;

    private @Nullable SSLEngine engine;
    private ByteBuffer sealed = NOTHING;
    private ByteBuffer opened = NOTHING;
    private boolean stands;

    TlsLine(Look look, SocketChannel channel, SelectionKey key, Route.Secured secured, Talk talk) {
        this.look = look;
        this.channel = channel;
        this.key = key;
        this.outbox = new Outbox(channel, key);
        this.secured = secured;
        this.talk = talk;
    }

    @Override
    public void connected() {
        key.interestOps(0);
        away(() -> {
            try {
                SSLEngine made = look.workshop().certificates().engine(secured);
                look.later(() -> start(made));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                look.later(() -> look.inconclusive("cannot use TLS: " + e.getMessage()));
            } catch (IOException e) {
                look.later(() -> look.inconclusive("cannot read the authorities: " + e));
            }
        });
    }

    private void start(SSLEngine made) throws IOException {
        engine = made;
        sealed = ByteBuffer.allocate(made.getSession().getPacketBufferSize());
        opened = ByteBuffer.allocate(made.getSession().getApplicationBufferSize());
        key.interestOps(SelectionKey.OP_READ);
        made.beginHandshake();
        goOn(made);
    }

    @Override
    public void ready(SelectionKey event) throws IOException {
        if (event.isWritable()) outbox.flush();
        SSLEngine here = engine;
        if (here == null || !event.isReadable()) return;
        int read = channel.read(sealed);
        if (read < 0) {
            ended();
            return;
        }
        if (stands && read > 0) look.watch().received();
        goOn(here);
    }

    private void ended() {
        if (stands) talk.ended();
        else look.fail(FailureKind.TLS, "closed during the handshake");
    }

    /** Does what can be done with what has been read. */
    private void goOn(SSLEngine here) throws IOException {
        boolean going = true;
        while (going && !look.isOver()) {
            going = switch (here.getHandshakeStatus()) {
                case NEED_WRAP -> wrap(here, NOTHING);
                case NEED_TASK -> work(here);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> unwrap(here);
            };
            if (!stands && here.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) stand(here);
        }
    }

    private void stand(SSLEngine here) throws IOException {
        // An engine that has not begun is not handshaking either; the protocol tells them apart.
        if (look.isOver() || here.getSession().getProtocol().equals("NONE")) return;
        stands = true;
        look.watch().secured();
        switch (Certificates.validity(
                here.getSession(), secured.policy(), look.workshop().clock().instant())) {
            case Certificates.Validity.Over(String detail) -> {
                look.fail(FailureKind.TLS, detail);
                return;
            }
            case Certificates.Validity.EndsSoon(String warning) -> look.warn(warning);
            case Certificates.Validity.Fine _ -> LOG.trace("Certificate of {} is fine", secured.name());
        }
        talk.begin(this);
    }

    private boolean wrap(SSLEngine here, ByteBuffer plain) throws IOException {
        ByteBuffer outgoing = look.loop().outgoing.clear();
        SSLEngineResult result = here.wrap(plain, outgoing);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            throw new SSLException("a record larger than " + outgoing.capacity());
        }
        outbox.write(outgoing.flip());
        return result.getStatus() != SSLEngineResult.Status.CLOSED;
    }

    private boolean work(SSLEngine here) {
        key.interestOps(0);
        away(() -> {
            for (Runnable task = here.getDelegatedTask(); task != null; task = here.getDelegatedTask()) task.run();
            look.later(() -> {
                key.interestOps(SelectionKey.OP_READ | (outbox.isEmpty() ? 0 : SelectionKey.OP_WRITE));
                goOn(here);
            });
        });
        return false;
    }

    /** Returns whether there may be more to do without reading first. */
    private boolean unwrap(SSLEngine here) throws IOException {
        sealed.flip();
        SSLEngineResult result = here.unwrap(sealed, opened);
        sealed.compact();
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> {
                if (!sealed.hasRemaining()) throw new SSLException("a record larger than " + sealed.capacity());
                return false;
            }
            case BUFFER_OVERFLOW -> opened = larger(opened);
            case CLOSED -> {
                deliver();
                if (!look.isOver()) ended();
                return false;
            }
            case OK -> deliver();
        }
        return true;
    }

    private void deliver() throws IOException {
        if (opened.position() == 0) return;
        talk.received(opened.flip());
        opened.clear();
    }

    @Override
    public void send(ByteBuffer bytes) throws IOException {
        SSLEngine here = engine;
        while (here != null && bytes.hasRemaining()) {
            if (!wrap(here, bytes)) return;
        }
    }

    private void away(Runnable task) {
        if (!look.workshop().securing().run(task)) look.inconclusive("too many TLS handshakes at once");
    }

    private static ByteBuffer larger(ByteBuffer full) {
        return ByteBuffer.allocate(full.capacity() * 2).put(full.flip());
    }
}
