package dev.leeward.config;

import dev.leeward.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the journal is and how much of it stays.
 *
 * @param keep how many events stay before older ones are folded into a snapshot
 */
public record JournalSettings(Store store, int keep) {
    /** Where it is. */
    public sealed interface Store {}

    /**
     * In one file of this node.
     *
     * @param path absolute path of the SQLite file
     */
    public record File(Path path) implements Store {}

    /**
     * On etcd, shared by several nodes.
     *
     * @param endpoints of the members, all http or all https
     * @param prefix before every key; begins with a slash and does not end with one
     * @param tls own files, where there are any; with https the JDK's authorities are trusted otherwise
     * @param lease how long a leader that falls silent stays leader; whole seconds
     * @param copy absolute path of the file in which this node keeps a copy of the newest part
     */
    public record Etcd(
            List<URI> endpoints, String prefix, Optional<Tls> tls, Optional<Login> login, Duration lease, Path copy)
            implements Store {
        public Etcd {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * PEM files, absolute paths.
     *
     * @param authorities the only ones trusted; otherwise those of the JDK
     * @param client certificate and key that this node shows
     */
    public record Tls(Optional<Path> authorities, Optional<ClientCertificate> client) {}

    /** A certificate and its key. */
    public record ClientCertificate(Path certificate, Path key) {}

    /** A user of etcd. */
    public record Login(String user, Secret password) {}
}
