package dev.leeward.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The peer: what a look costs on java.nio with nothing around it. No deadlines, no timings, no parsing beyond the status,
 * one request text made beforehand; only what no prober in Java can leave out.
 */
final class BareNioLoop implements AutoCloseable {

    private static final ByteBuffer REQUEST =
            ByteBuffer.allocateDirect(256).put(request()).flip();

    private final Selector selector = Selector.open();
    private final ByteBuffer answer = ByteBuffer.allocateDirect(16 * 1024);
    private final List<InetSocketAddress> targets;
    private final long spacing;
    private final Consumer<Boolean> seen;
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);

    BareNioLoop(List<URI> urls, Duration interval, Consumer<Boolean> seen) throws IOException {
        targets = urls.stream()
                .map(url -> new InetSocketAddress(InetAddress.ofLiteral(url.getHost()), url.getPort()))
                .toList();
        spacing = interval.toNanos() / targets.size();
        this.seen = seen;
    }

    private static byte[] request() {
        return "GET /health HTTP/1.1\r\nHost: bench\r\nUser-Agent: bare\r\nAccept: */*\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            long begin = System.nanoTime();
            for (long started = 0; selector.isOpen(); ) {
                long now = System.nanoTime();
                for (; begin + started * spacing - now <= 0; started++) {
                    connect(targets.get((int) (started % targets.size())));
                }
                long wait = begin + started * spacing - System.nanoTime();
                selector.select(this::ready, Math.max(1, wait / 1_000_000));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(InetSocketAddress target) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.connect(target);
        channel.register(selector, SelectionKey.OP_CONNECT);
    }

    private void ready(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                channel.write(REQUEST.duplicate());
                key.interestOps(SelectionKey.OP_READ);
            } else {
                channel.read(answer.clear());
                seen.accept(answer.get(9) == '2');
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
