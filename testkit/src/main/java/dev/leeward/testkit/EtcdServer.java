package dev.leeward.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A member of a real etcd, alone or with others. It can be killed, frozen, and started again. */
public final class EtcdServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    private final Host host;
    private final Path folder;
    private final String scheme;
    private final int clients;
    private final List<String> command;
    private LocalProcess etcd;

    private EtcdServer(Path folder, Place place, List<Place> all, List<String> more) {
        this.host = place.host();
        this.folder = folder;
        this.scheme = more.isEmpty() ? "http" : "https";
        this.clients = place.clients();
        this.command = command(folder, place, all, more);
        this.etcd = host.start(folder, command);
    }

    private record Place(Host host, String name, int clients, int peers) {
        Place(Host host, String name) {
            this(host, name, host.port(2379), host.port(2380));
        }

        String peerUrl() {
            return "http://" + host.address() + ":" + peers;
        }
    }

    /** One member that is the whole cluster. */
    public static EtcdServer single(Path folder) {
        return cluster(folder, 1).getFirst();
    }

    /**
     * One member that speaks TLS with its clients.
     *
     * @param options such as {@code --cert-file=...}
     */
    public static EtcdServer secure(Path folder, String... options) {
        var place = new Place(Host.thisMachine(), "etcd-1");
        var server = new EtcdServer(subfolder(folder, place), place, List.of(place), List.of(options));
        server.etcd.awaitPort(server.clients, START);
        return server;
    }

    /** A cluster of {@code size} members that has elected its leader. */
    public static List<EtcdServer> cluster(Path folder, int size) {
        return cluster(folder, Collections.nCopies(size, Host.thisMachine()));
    }

    /** A cluster of one member on each of {@code hosts} that has elected its leader. */
    public static List<EtcdServer> cluster(Path folder, List<Host> hosts) {
        var places = new ArrayList<Place>();
        for (var host : hosts) places.add(new Place(host, "etcd-" + (places.size() + 1)));
        var servers = places.stream()
                .map(place -> new EtcdServer(subfolder(folder, place), place, places, List.of()))
                .toList();
        servers.forEach(EtcdServer::awaitHealthy);
        return servers;
    }

    /** Where clients connect. */
    public URI endpoint() {
        return URI.create(scheme + "://" + host.address() + ":" + clients);
    }

    /** Where clients connect, for a proxy before it. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral(host.address()), clients);
    }

    /** Dies at once, as of a loss of power. */
    public void kill() {
        etcd.kill();
    }

    /** Comes back after {@link #kill}, with what it had written. */
    public void restart() {
        etcd.close();
        etcd = host.start(folder, command);
    }

    /** Stops answering without closing anything. */
    public void freeze() {
        etcd.freeze();
    }

    /** Goes on after {@link #freeze}. */
    public void thaw() {
        etcd.thaw();
    }

    /** Waits until it takes part in a majority. */
    public void awaitHealthy() {
        etcd.awaitReady("etcd is healthy", START, this::healthy);
    }

    /** What etcd tells Prometheus; empty when it does not answer. */
    public String metrics() {
        return host.body(endpoint() + "/metrics");
    }

    @Override
    public void close() {
        etcd.close();
    }

    private boolean healthy() {
        return host.body(endpoint() + "/health").contains("\"health\":\"true\"");
    }

    private static Path subfolder(Path parent, Place place) {
        try {
            return Files.createDirectories(parent.resolve(place.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path folder, Place place, List<Place> all, List<String> more) {
        var clients = (more.isEmpty() ? "http" : "https") + "://" + place.host().address() + ":" + place.clients();
        var command = new ArrayList<>(List.of(
                Needs.program("etcd").toString(),
                "--name=" + place.name(),
                "--data-dir=" + folder.resolve("data"),
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + place.peerUrl(),
                "--initial-advertise-peer-urls=" + place.peerUrl(),
                "--initial-cluster="
                        + all.stream().map(p -> p.name() + "=" + p.peerUrl()).collect(Collectors.joining(",")),
                "--logger=zap"));
        command.addAll(more);
        return command;
    }
}
