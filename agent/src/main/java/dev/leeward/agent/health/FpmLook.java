package dev.leeward.agent.health;

import dev.leeward.config.host.HostCheck.What.PhpFpm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the ping page of PHP-FPM: a worker is free and answers, whatever the web server before it does. */
final class FpmLook implements HostLook {
    private static final Logger LOG = LoggerFactory.getLogger(FpmLook.class);

    private final PhpFpm fpm;

    FpmLook(PhpFpm fpm) {
        this.fpm = fpm;
    }

    @Override
    public Seen look(Duration limit) {
        long begun = System.nanoTime();
        SocketAddress at = fpm.socket()
                .<SocketAddress>map(UnixDomainSocketAddress::of)
                .orElseGet(() -> fpm.address()
                        .map(a -> new InetSocketAddress(a.host(), a.port()))
                        .orElseThrow());
        boolean unix = at instanceof UnixDomainSocketAddress;
        try (var channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open()) {
            // A blocking channel knows no deadline; closing it ends whatever waits.
            var late = CompletableFuture.runAsync(
                    () -> close(channel), CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
            try {
                channel.connect(at);
                return judge(FastCgi.ask(channel, params()), begun);
            } finally {
                var _ = late.cancel(false);
            }
        } catch (ClosedChannelException e) {
            return Seen.failing("PHP-FPM at " + at + " did not answer within " + limit.toMillis() + " ms");
        } catch (IOException | RuntimeException e) {
            return Seen.failing("PHP-FPM at " + at + ": " + e.getMessage());
        }
    }

    private Seen judge(FastCgi.Answer answer, long begun) {
        long millis = (System.nanoTime() - begun) / 1_000_000;
        if (answer.status() != 200) {
            return Seen.failing("PHP-FPM answers " + answer.status() + " to " + fpm.path() + ": is it its ping.path?");
        }
        return answer.body().strip().equals(fpm.expect())
                ? Seen.well("PHP-FPM answered in " + millis + " ms")
                : Seen.failing("PHP-FPM answers something else than '" + fpm.expect() + "' to " + fpm.path());
    }

    private Map<String, String> params() {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("SCRIPT_NAME", fpm.path());
        params.put("SCRIPT_FILENAME", fpm.path());
        params.put("REQUEST_METHOD", "GET");
        params.put("REQUEST_URI", fpm.path());
        params.put("QUERY_STRING", "");
        params.put("SERVER_PROTOCOL", "HTTP/1.1");
        params.put("GATEWAY_INTERFACE", "CGI/1.1");
        return params;
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a connection to PHP-FPM: {}", e.toString());
        }
    }
}
