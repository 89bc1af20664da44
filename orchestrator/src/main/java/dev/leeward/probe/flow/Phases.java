package dev.leeward.probe.flow;

import dev.leeward.probe.PhaseTimings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Where the time of a walk went, all its steps together. Connections that race each other report on their own threads. */
final class Phases extends EventListener {
    private final AtomicLong resolve = new AtomicLong();
    private final AtomicLong connect = new AtomicLong();
    private final AtomicLong tls = new AtomicLong();
    private final AtomicLong firstByte = new AtomicLong();
    private final AtomicLong transfer = new AtomicLong();

    private volatile long resolving;
    private volatile long connecting;
    private volatile long shaking;
    private volatile long sent;
    private volatile long answered;

    PhaseTimings timings(Duration total) {
        return new PhaseTimings(nanos(resolve), nanos(connect), nanos(tls), nanos(firstByte), nanos(transfer), total);
    }

    private static Duration nanos(AtomicLong sum) {
        return Duration.ofNanos(sum.get());
    }

    private static void add(AtomicLong sum, long since) {
        sum.addAndGet(System.nanoTime() - since);
    }

    @Override
    public void dnsStart(Call call, String domainName) {
        resolving = System.nanoTime();
    }

    @Override
    public void dnsEnd(Call call, String domainName, List<InetAddress> addresses) {
        add(resolve, resolving);
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connecting = System.nanoTime();
    }

    @Override
    public void secureConnectStart(Call call) {
        shaking = System.nanoTime();
        connect.addAndGet(shaking - connecting);
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        add(tls, shaking);
        connecting = 0;
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        // With TLS it ended before the handshake began.
        if (connecting != 0) add(connect, connecting);
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        sent = System.nanoTime();
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        sent = System.nanoTime();
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        answered = System.nanoTime();
        firstByte.addAndGet(answered - sent);
    }

    @Override
    public void responseBodyEnd(Call call, long byteCount) {
        add(transfer, answered);
    }
}
