package dev.leeward.node;

import dev.leeward.node.ShopSection.Spot;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.BindServer;
import dev.leeward.testkit.BindZone;
import dev.leeward.testkit.EtcdServer;
import dev.leeward.testkit.HttpGet;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.NginxRegion;
import dev.leeward.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Two nodes on one etcd and a witness that only observes, each in a process of its own, and two regions. All of them read the
 * same file but for their names and ports; the way from each place to each other can be broken.
 */
final class ThreeWatchers implements AutoCloseable {
    static final List<String> NAMES = List.of("node-a", "node-b", "witness");
    private static final String HOME = "127.0.0.11";
    private static final String AWAY = "127.0.0.12";
    /** Nobody listens there. */
    private static final String NOWHERE = "127.0.0.13";

    private static final String TOKEN = "a-token-for-peers-0123456789";
    private static final String PERSON = "a-token-for-people-0123456789";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Where a way may lead. */
    enum To {
        EAST,
        WEST,
        NEWS
    }

    final NginxRegion east;
    final NginxRegion west;
    private final Path folder;
    private final EtcdServer etcd;
    private final BindServer primary;
    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, LocalProcess> running = new TreeMap<>();
    private final List<LocalProcess> all = new ArrayList<>();

    ThreeWatchers(Path folder) {
        this.folder = folder;
        etcd = EtcdServer.single(folder);
        east = NginxRegion.start(folder, "us-east", HOME);
        west = NginxRegion.start(folder, "eu-central", AWAY);
        primary = BindServer.primary(folder, BindZone.of("shop.test").with("www 2 IN A " + HOME));
        secret("tsig.key", BindZone.KEY_FILE);
        secret("peers.token", TOKEN);
        secret("people.token", PERSON);
        NAMES.forEach(name -> {
            ports.put(name, Ports.free());
            open(name);
        });
    }

    /** Every way from {@code place} is whole. */
    void open(String place) {
        cut(place, Set.of());
    }

    /** {@code place} reaches everything but {@code lost}. */
    void cut(String place, Set<To> lost) {
        var lines = new StringBuilder();
        for (var to : EnumSet.allOf(To.class)) {
            var address = lost.contains(to)
                    ? NOWHERE
                    : switch (to) {
                        case EAST -> HOME;
                        case WEST -> AWAY;
                        case NEWS -> "127.0.0.1";
                    };
            lines.append(address).append(' ').append(host(to)).append('\n');
        }
        try {
            var next = Files.writeString(folder.resolve(place + ".next"), lines);
            Files.move(next, hosts(place), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void serve(String name) {
        start("serve", name, "/health");
    }

    /** With {@code path} as what its probes ask of the first region, which should be the same everywhere. */
    void observe(String name, String path) {
        start("observe", name, path);
    }

    private void start(String mode, String name, String path) {
        var file = write(folder.resolve(name + ".yaml"), settings(name, path));
        var process = LocalProcess.start(
                folder,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                WatchingNode.class.getName(),
                mode,
                file.toString(),
                hosts(name).toString());
        running.put(name, process);
        all.add(process);
    }

    private String settings(String name, String path) {
        // Only nodes that act have the key: the witness does not need it.
        var key = name.equals("witness") ? "nobody-gave-it.key" : "tsig.key";
        return """
                api:
                  listen: "127.0.0.1:%d"
                  tokens:
                    - {name: peers, role: peer, token: "${file:peers.token}"}
                    - {name: people, role: operator, token: "${file:people.token}"}
                observer: {name: %s, references: [{tcp: "news.test:%d"}]}
                vantage-points:
                  - {name: node-a, url: "http://127.0.0.1:%d", token: "${file:peers.token}"}
                  - {name: node-b, url: "http://127.0.0.1:%d", token: "${file:peers.token}"}
                  - {name: witness, url: "http://127.0.0.1:%d", token: "${file:peers.token}"}
                journal: {etcd: {endpoints: ["%s"]}}
                """.formatted(
                                ports.get(name),
                                name,
                                etcd.endpoint().getPort(),
                                ports.get("node-a"),
                                ports.get("node-b"),
                                ports.get("witness"),
                                etcd.endpoint())
                + ShopSection.quick()
                        .of(
                                new Spot(
                                        HOME,
                                        east.healthUrl()
                                                .replace(HOME, host(To.EAST))
                                                .replace("/health", path)),
                                new Spot(AWAY, west.healthUrl().replace(AWAY, host(To.WEST))),
                                key,
                                primary,
                                primary);
    }

    /** Waits until what {@code name} says of the shop is as {@code wanted}. */
    void await(String name, String what, Predicate<String> wanted) {
        await(what, () -> wanted.test(service(name)), () -> service(name) + "\n" + tail(name));
    }

    void awaitCluster(String name, String what, Predicate<String> wanted) {
        await(what, () -> wanted.test(cluster(name)), () -> cluster(name) + "\n" + tail(name));
    }

    private static void await(String what, BooleanSupplier holds, Supplier<String> instead) {
        try {
            Await.until(what, PATIENCE, holds);
        } catch (AssertionError inVain) {
            throw new AssertionError(inVain.getMessage() + "; it says:\n" + instead.get(), inVain);
        }
    }

    String tail(String name) {
        var output = Objects.requireNonNull(running.get(name)).output();
        return output.substring(Math.max(0, output.length() - 2_000));
    }

    void kill(String name) {
        Objects.requireNonNull(running.get(name)).kill();
    }

    String service(String name) {
        return get(name, "/api/v1/services/shop");
    }

    String cluster(String name) {
        return get(name, "/api/v1/cluster");
    }

    String get(String name, String path) {
        return HttpGet.body("http://127.0.0.1:" + ports.get(name) + path, PERSON)
                .replace(": ", ":")
                .replace(" :", ":");
    }

    /** Everybody is told the home region. */
    boolean isAtHome() {
        return List.copyOf(primary.answer("www.shop.test", "A")).equals(List.of(HOME));
    }

    boolean isAway() {
        return List.copyOf(primary.answer("www.shop.test", "A")).equals(List.of(AWAY));
    }

    private static String host(To to) {
        return to.name().toLowerCase(Locale.ROOT) + ".test";
    }

    private Path hosts(String place) {
        return folder.resolve(place + ".hosts");
    }

    private void secret(String name, String text) {
        try {
            Files.setPosixFilePermissions(
                    write(folder.resolve(name), text), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        all.forEach(LocalProcess::close);
        east.close();
        west.close();
        primary.close();
        etcd.close();
    }
}
