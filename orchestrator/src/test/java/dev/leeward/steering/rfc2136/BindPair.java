package dev.leeward.steering.rfc2136;

import dev.leeward.dns.ServerPlace;
import dev.leeward.steering.authority.AuthoritySettings;
import dev.leeward.testkit.BindServer;
import dev.leeward.testkit.BindZone;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A primary server and a secondary one that it notifies. */
record BindPair(BindServer primary, BindServer secondary) implements AutoCloseable {
    static BindPair start(Path folder, BindZone zone) {
        InetSocketAddress second = BindServer.place();
        BindServer primary = BindServer.primary(folder, zone, BindServer.place(), List.of(second));
        return new BindPair(primary, BindServer.secondary(folder, zone, second, primary.address()));
    }

    /** Asks these two, impatiently. */
    AuthoritySettings settings() {
        return AuthoritySettings.defaults()
                .withServers(
                        List.of(ServerPlace.parse(primary.hostAndPort()), ServerPlace.parse(secondary.hostAndPort())))
                .withPatience(Duration.ofSeconds(1));
    }

    @Override
    public void close() {
        secondary.close();
        primary.close();
    }
}
