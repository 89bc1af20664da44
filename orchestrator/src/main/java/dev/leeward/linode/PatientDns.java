package dev.leeward.linode;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * Finds the API's addresses within a limit: the system's resolver knows none and cannot be interrupted. When it fails, the
 * addresses of last time are used; the resolver may well live in the region that has just died, and TLS still proves who
 * answers.
 */
public final class PatientDns implements Dns {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 4;

    private final Map<String, List<InetAddress>> lastGood = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(AT_ONCE);

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        try {
            List<InetAddress> found = start(host).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            lastGood.put(host, found);
            return found;
        } catch (ExecutionException e) {
            return remembered(host, "does not resolve");
        } catch (TimeoutException e) {
            return remembered(host, "did not resolve within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return remembered(host, "was not resolved: interrupted");
        }
    }

    private CompletableFuture<List<InetAddress>> start(String host) throws UnknownHostException {
        if (!room.tryAcquire())
            return CompletableFuture.completedFuture(remembered(host, "has too many look-ups waiting"));
        CompletableFuture<List<InetAddress>> future = new CompletableFuture<>();
        // A platform thread: the look-up would hold on to a carrier of virtual threads.
        Thread.ofPlatform().name("linode-api-lookup").daemon().start(() -> {
            try {
                future.complete(List.of(InetAddress.getAllByName(host)));
            } catch (UnknownHostException e) {
                future.completeExceptionally(e);
            } finally {
                room.release();
            }
        });
        return future;
    }

    private List<InetAddress> remembered(String host, String why) throws UnknownHostException {
        List<InetAddress> old = lastGood.get(host);
        if (old == null) throw new UnknownHostException(host + " " + why);
        return old;
    }
}
