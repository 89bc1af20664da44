package dev.leeward.probe.wire;

import dev.leeward.probe.Check;
import dev.leeward.resolve.HostPort;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;

/**
 * Where a look connects to and what it says there.
 *
 * @param to where
 * @param literal the address, where {@code to} spells one out
 * @param tls how the connection is secured, if it is
 */
record Route(HostPort to, Optional<InetAddress> literal, Optional<Secured> tls, Talk talk) {

    /**
     * @param policy how the certificate is judged
     * @param name what is asked for with SNI and must stand in the certificate: a name or an address
     * @param protocols offered with ALPN (RFC 7301), empty for none
     */
    record Secured(Check.TlsPolicy policy, String name, List<String> protocols) {
        static Secured of(Check.TlsPolicy policy, String host, String... protocols) {
            return new Secured(policy, policy.serverName().orElse(host), List.of(protocols));
        }
    }

    static Route to(HostPort place, Optional<Secured> tls, Talk talk) {
        return new Route(place, HostPort.literal(place.host()), tls, talk);
    }

    /**
     * @throws IllegalArgumentException if the check cannot be made sense of, or is of a kind that has no connection
     */
    static Route of(Check check, Look look) {
        return switch (check) {
            case Check.Http http -> HttpTalk.route(new HttpTarget(http), look);
            case Check.Tcp tcp -> to(new HostPort(tcp.host(), tcp.port()), Optional.empty(), new Acceptance(look));
            case Check.Tls tls ->
                to(
                        new HostPort(tls.host(), tls.port()),
                        Optional.of(Secured.of(tls.policy(), tls.host())),
                        new Acceptance(look));
            case Check.Dns _,
                    Check.Store _,
                    Check.Command _,
                    Check.Flow _,
                    Check.NodeBalancer _,
                    Check.Signal _,
                    Check.Alarms _ -> throw new IllegalArgumentException("not a connection");
        };
    }

    Line line(Look look, SocketChannel channel, SelectionKey key) {
        return tls.isPresent()
                ? new TlsLine(look, channel, key, tls.get(), talk)
                : new PlainLine(look, channel, key, talk);
    }
}
