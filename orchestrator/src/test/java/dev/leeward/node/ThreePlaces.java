package dev.leeward.node;

import dev.leeward.node.ShopSection.Spot;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.BindServer;
import dev.leeward.testkit.BindZone;
import dev.leeward.testkit.EtcdServer;
import dev.leeward.testkit.Host;
import dev.leeward.testkit.Lan;
import dev.leeward.testkit.NginxRegion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a careful user runs, each part on a host of its own network: three places with a node and a member of etcd each, two
 * regions (nginx), two name servers (BIND). The first node leads to begin with.
 */
final class ThreePlaces implements AutoCloseable {
    static final List<String> PLACES = List.of("a", "b", "c");
    static final String EAST = "east";
    static final String WEST = "west";
    static final String PRIMARY = "ns1";
    static final String SECONDARY = "ns2";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern EPOCH = Pattern.compile("_leeward\\.www.*epoch=([0-9]+)");
    private static final String NAME = "www.shop.test";
    private static final String PEERS = "a token of the peers, in a lan of its own";
    private static final String OURS = "a token of the trial, in a lan of its own";

    final Lan lan;
    final NginxRegion east;
    final NginxRegion west;
    final List<EtcdServer> etcd;
    final List<Peer> nodes = new ArrayList<>();
    private final Path folder;
    private final BindServer primary;
    private final BindServer secondary;

    /** Makes hosts for {@link ThreePlaces}; they outlive one world, and serve the next. */
    static Lan hosts() {
        return Lan.of("a", "b", "c", EAST, WEST, PRIMARY, SECONDARY);
    }

    /** @param doom what the first node is to do to itself, as {@link CrashingNode} takes it; empty for nothing */
    ThreePlaces(Lan lan, Path folder, List<String> doom) {
        this.lan = lan;
        this.folder = folder;
        lan.heal();
        etcd = EtcdServer.cluster(folder, PLACES.stream().map(lan::host).toList());
        east = NginxRegion.start(lan.host(EAST), folder, "us-east");
        west = NginxRegion.start(lan.host(WEST), folder, "eu-central");
        var zone = BindZone.of("shop.test").with("www 2 IN A " + east.address());
        var first = nameServer(PRIMARY);
        var second = nameServer(SECONDARY);
        primary = BindServer.primary(lan.host(PRIMARY), folder, zone, first, List.of(second));
        secondary = BindServer.secondary(lan.host(SECONDARY), folder, zone, second, first);
        restrict(write(folder.resolve("tsig.key"), BindZone.KEY_FILE));
        restrict(write(folder.resolve("peers.token"), PEERS));
        restrict(write(folder.resolve("trial.token"), OURS));
        var leader = start("a", doom.toArray(String[]::new));
        Await.until("node-a to lead", PATIENCE, () -> leader.cluster().contains("\"leads\":true"));
        for (var place : List.of("b", "c")) start(place).awaitStandby();
        leader.awaitLeading();
    }

    /** The first node, which leads until something happens to it. */
    Peer leader() {
        return nodes.getFirst();
    }

    /** Whether the first node has killed or frozen itself, as it was told to. */
    boolean isDoomed() {
        var process = nodes.getFirst().process();
        try {
            return !process.isAlive()
                    || Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                            .contains(") T ");
        } catch (IOException _) {
            // It died while it was looked at.
            return true;
        }
    }

    /** Both name servers answer where that region is, and nothing else; each is asked on its own host. */
    boolean answers(NginxRegion region) {
        var wanted = List.of(region.address());
        return List.copyOf(primary.answer(NAME, "A")).equals(wanted)
                && List.copyOf(secondary.answer(NAME, "A")).equals(wanted);
    }

    /** What the primary says of the name: address and TTL. */
    String record() {
        return String.join("; ", primary.dig("+noall", "+answer", NAME, "A")).replaceAll("\\s+", " ");
    }

    void awaitAnswer(NginxRegion region) {
        Await.until("names to lead to " + region.name() + "; nodes say:\n" + tails(), PATIENCE, () -> answers(region));
    }

    void awaitEndedWell() {
        Await.until(
                "the run to end well; nodes say:\n" + tails(),
                PATIENCE,
                () -> nodes.stream().anyMatch(node -> node.isAlive() && node.lastRunSucceeded()));
    }

    /** Every value of the name's epoch in the order in which the primary took it. */
    List<Long> epochs() {
        return primary.changes().stream()
                .filter(line -> line.startsWith("add"))
                .flatMap(line -> EPOCH.matcher(line).results())
                .map(found -> Long.parseLong(found.group(1)))
                .toList();
    }

    /** Where the name led, in the order in which the primary took it. */
    List<String> moves() {
        return primary.changes().stream()
                .filter(line -> line.startsWith("add") && line.matches(".*\\b" + NAME + "\\.\\s.*\\sA\\s.*"))
                .map(line -> line.substring(line.lastIndexOf('\t') + 1).strip())
                .toList();
    }

    /** How many runs began, as the journal has it. */
    long runs() {
        return nodes.stream()
                .filter(Peer::isAlive)
                .mapToLong(node -> node.count("run-started"))
                .max()
                .orElse(-1);
    }

    private Peer start(String place, String... arguments) {
        var host = lan.host(place);
        var file = write(folder.resolve("node-" + place + ".yaml"), settings(place));
        var process = host.start(folder, CrashingNode.command(file, arguments));
        var node = new Peer("node-" + place, process, host, api(place), OURS);
        nodes.add(node);
        return node;
    }

    private String settings(String place) {
        return """
                api:
                  listen: "%s:8600"
                  allow-plain-text: true
                  tokens:
                    - {name: peers, role: peer, token: "${file:peers.token}"}
                    - {name: trial, role: operator, token: "${file:trial.token}"}
                observer: {name: node-%s}
                vantage-points: [%s]
                journal: {etcd: {endpoints: [%s]}}
                """.formatted(
                        lan.host(place).address(),
                        place,
                        PLACES.stream().map(this::vantagePoint).collect(Collectors.joining(", ")),
                        etcd.stream().map(e -> "\"" + e.endpoint() + "\"").collect(Collectors.joining(", ")))
                + ShopSection.patient()
                        .of(
                                new Spot(east.address(), east.healthUrl()),
                                new Spot(west.address(), west.healthUrl()),
                                "tsig.key",
                                primary,
                                primary,
                                secondary);
    }

    private String vantagePoint(String place) {
        return "{name: node-%s, url: \"%s\", token: \"${file:peers.token}\"}".formatted(place, api(place));
    }

    private String api(String place) {
        return "http://" + lan.host(place).address() + ":8600";
    }

    private InetSocketAddress nameServer(String host) {
        Host at = lan.host(host);
        return new InetSocketAddress(InetAddress.ofLiteral(at.address()), at.port(53));
    }

    private String tails() {
        return nodes.stream()
                .map(node -> {
                    var said = node.process().output();
                    return node.name() + ": " + said.substring(Math.max(0, said.length() - 1_500));
                })
                .collect(Collectors.joining("\n"));
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void restrict(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.process().close());
        secondary.close();
        primary.close();
        west.close();
        east.close();
        etcd.forEach(EtcdServer::close);
        lan.heal();
    }
}
