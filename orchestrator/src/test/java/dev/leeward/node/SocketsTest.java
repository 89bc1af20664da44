package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.ObserverSettings;
import dev.leeward.config.ServerAddress;
import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.resolve.TestNameServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

final class SocketsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void names_in_probes_are_asked_of_the_observers_own_resolvers() throws Exception {
        try (var app = new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"));
                var resolver = TestNameServer.saying(Rcode.NOERROR, "app.leeward.test A 127.0.0.1")) {
            var asked = new ServerAddress("127.0.0.1", resolver.address().getPort());
            assertThat(look(app, asked)).isInstanceOf(Sighting.Healthy.class);
        }
    }

    private static Sighting look(ServerSocket app, ServerAddress resolver) throws Exception {
        var observer = new ObserverSettings(new VantagePoint("fra"), Optional.empty(), List.of(resolver));
        var check = new Check.Tcp("app.leeward.test", app.getLocalPort());
        var seen = new CompletableFuture<Sighting>();
        try (var prober = Sockets.prober(observer, Optional::empty, Optional::empty)) {
            prober.look(new Probe(new ProbeId("shop/fra/tcp-1"), check, LIMIT, LIMIT, LIMIT), seen::complete);
            return seen.get(2 * LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
