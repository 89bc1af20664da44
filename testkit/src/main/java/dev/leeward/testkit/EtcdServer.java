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
import java.util.List;
import java.util.stream.Collectors;

/** A member of a real etcd on loopback, alone or with others. It can be killed, frozen, and started again. */
public final class EtcdServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    private final Path folder;
    private final String scheme;
    private final int clients;
    private final List<String> command;
    private LocalProcess etcd;

    private EtcdServer(Path folder, Place place, List<Place> all, List<String> more) {
        this.folder = folder;
        this.scheme = more.isEmpty() ? "http" : "https";
        this.clients = place.clients();
        this.command = command(folder, place, all, more);
        this.etcd = LocalProcess.start(folder, command.toArray(String[]::new));
    }

    private record Place(String name, int clients, int peers) {
        Place(String name) {
            this(name, Ports.free(), Ports.free());
        }

        String peerUrl() {
            return "http://127.0.0.1:" + peers;
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
        var place = new Place("etcd-1");
        var server = new EtcdServer(subfolder(folder, place), place, List.of(place), List.of(options));
        server.etcd.awaitPort(server.clients, START);
        return server;
    }

    /** A cluster of {@code size} members that has elected its leader. */
    public static List<EtcdServer> cluster(Path folder, int size) {
        var places = new ArrayList<Place>();
        for (int i = 1; i <= size; i++) places.add(new Place("etcd-" + i));
        var servers = places.stream()
                .map(place -> new EtcdServer(subfolder(folder, place), place, places, List.of()))
                .toList();
        servers.forEach(EtcdServer::awaitHealthy);
        return servers;
    }

    /** Where clients connect. */
    public URI endpoint() {
        return URI.create(scheme + "://127.0.0.1:" + clients);
    }

    /** Where clients connect, for a proxy before it. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), clients);
    }

    /** Dies at once, as of a loss of power. */
    public void kill() {
        etcd.kill();
    }

    /** Comes back after {@link #kill}, with what it had written. */
    public void restart() {
        etcd.close();
        etcd = LocalProcess.start(folder, command.toArray(String[]::new));
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
        return HttpGet.body(endpoint() + "/metrics");
    }

    @Override
    public void close() {
        etcd.close();
    }

    private boolean healthy() {
        return HttpGet.body(endpoint() + "/health").contains("\"health\":\"true\"");
    }

    private static Path subfolder(Path parent, Place place) {
        try {
            return Files.createDirectories(parent.resolve(place.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path folder, Place place, List<Place> all, List<String> more) {
        var clients = (more.isEmpty() ? "http" : "https") + "://127.0.0.1:" + place.clients();
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
