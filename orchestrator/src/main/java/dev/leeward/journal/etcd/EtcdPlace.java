package dev.leeward.journal.etcd;

import dev.leeward.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a journal is on etcd, and who comes to it.
 *
 * @param endpoints of the members, {@code http} or {@code https}; all of one kind
 * @param prefix before every key, without a slash at the end
 * @param node name of the node
 * @param version of Leeward, for those who find lines they do not understand
 * @param lease how long a leader that falls silent stays leader; etcd may make it longer
 */
public record EtcdPlace(
        List<URI> endpoints,
        String prefix,
        Optional<Tls> tls,
        Optional<Login> login,
        String node,
        String version,
        Duration lease) {
    public EtcdPlace {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * How the connection is secured. PEM files.
     *
     * @param authorities the only ones trusted; otherwise those of the JDK
     * @param client what this node shows, where etcd asks for it
     */
    public record Tls(Optional<Path> authorities, Optional<ClientCertificate> client) {}

    /** A certificate with its key (PKCS #8). */
    public record ClientCertificate(Path certificate, Path key) {}

    /** A user of etcd. */
    public record Login(String user, Secret password) {}
}
