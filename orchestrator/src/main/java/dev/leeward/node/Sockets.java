package dev.leeward.node;

import dev.leeward.config.ObserverSettings;
import dev.leeward.config.ServerAddress;
import dev.leeward.declared.Declaration;
import dev.leeward.linode.LinodeAccount;
import dev.leeward.probe.Prober;
import dev.leeward.probe.store.StoreProber;
import dev.leeward.prober.ProberOfEveryKind;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Configured addresses as the network wants them. */
final class Sockets {
    private Sockets() {}

    static List<InetSocketAddress> of(List<ServerAddress> servers) {
        return servers.stream()
                .map(server -> new InetSocketAddress(server.host(), server.port()))
                .toList();
    }

    /**
     * What looks for an observer: the names of its probes are asked of its own resolvers, and stores are asked with the
     * credentials that {@code declared} says now, NodeBalancers with those of {@code linode}.
     */
    static Prober prober(
            ObserverSettings observer,
            Supplier<Optional<Declaration>> declared,
            Supplier<Optional<LinodeAccount>> linode) {
        var stores = new StoreProber(observer.name().value(), declared);
        return ProberOfEveryKind.asking(of(observer.resolvers()), stores, linode);
    }
}
