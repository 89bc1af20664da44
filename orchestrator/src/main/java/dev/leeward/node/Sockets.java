package dev.leeward.node;

import dev.leeward.config.ObserverSettings;
import dev.leeward.config.ServerAddress;
import dev.leeward.probe.Prober;
import dev.leeward.prober.ProberOfEveryKind;
import java.net.InetSocketAddress;
import java.util.List;

/** Configured addresses as the network wants them. */
final class Sockets {
    private Sockets() {}

    static List<InetSocketAddress> of(List<ServerAddress> servers) {
        return servers.stream()
                .map(server -> new InetSocketAddress(server.host(), server.port()))
                .toList();
    }

    /** What looks for an observer: the names of its probes are asked of its own resolvers. */
    static Prober prober(ObserverSettings observer) {
        return ProberOfEveryKind.asking(of(observer.resolvers()));
    }
}
