package dev.leeward.node;

import dev.leeward.node.ShopSection.Spot;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.BindServer;
import dev.leeward.testkit.BindZone;
import dev.leeward.testkit.Host;
import dev.leeward.testkit.HttpGet;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.NginxRegion;
import dev.leeward.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The real thing on loopback: two nginx as regions, two BIND (a primary that takes signed updates, a secondary that
 * follows it), and a node in a process of its own.
 */
final class TwoRegions implements AutoCloseable {
    static final String HOME = "127.0.0.11";
    static final String AWAY = "127.0.0.12";
    private static final Pattern BOTH_HEALTHY =
            Pattern.compile("\"verdict\":\"healthy\",\"since\":\"[^\"]*\",\"evidenceAt\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final NginxRegion east;
    final NginxRegion west;
    final BindServer primary;
    final BindServer secondary;
    private final Path folder;
    private final String journal;
    private final String runBook;
    private final int api = Ports.free();
    private final Path config;
    private final List<LocalProcess> nodes = new ArrayList<>();

    TwoRegions(Path folder) {
        this(folder, "{path: journal.db}");
    }

    /** With {@code journal} as the section of the file that says where it is. */
    TwoRegions(Path folder, String journal) {
        this(folder, journal, "");
    }

    /** With {@code runBook} at the end of the service. */
    TwoRegions(Path folder, String journal, String runBook) {
        this.folder = folder;
        this.journal = journal;
        this.runBook = runBook;
        east = NginxRegion.start(folder, "us-east", HOME);
        west = NginxRegion.start(folder, "eu-central", AWAY);
        var zone = BindZone.of("shop.test").with("www 2 IN A " + HOME);
        var second = BindServer.place();
        primary = BindServer.primary(folder, zone, BindServer.place(), List.of(second));
        secondary = BindServer.secondary(folder, zone, second, primary.address());
        config = write(folder.resolve("shop.yaml"), settings("only", api));
        restrict(write(folder.resolve("tsig.key"), BindZone.KEY_FILE));
    }

    private String settings(String name, int port) {
        return """
                api: {listen: "127.0.0.1:%d"}
                observer: {name: %s}
                journal: %s
                """.formatted(port, name, journal)
                + ShopSection.quick()
                        .of(
                                new Spot(HOME, east.healthUrl()),
                                new Spot(AWAY, west.healthUrl()),
                                "tsig.key",
                                primary,
                                primary,
                                secondary)
                + runBook;
    }

    /** A node of its own name, where several share a journal. */
    Peer startPeer(String name, String... arguments) {
        int port = Ports.free();
        var file = write(folder.resolve(name + ".yaml"), settings(name, port));
        return new Peer(name, start(file, arguments), Host.thisMachine(), "http://127.0.0.1:" + port, "");
    }

    /** A node as users run it, but for the class it is started by. */
    LocalProcess startNode(String... arguments) {
        return start(config, arguments);
    }

    private LocalProcess start(Path file, String... arguments) {
        var node =
                LocalProcess.start(folder, CrashingNode.command(file, arguments).toArray(String[]::new));
        nodes.add(node);
        return node;
    }

    void awaitReady(LocalProcess node) {
        node.awaitReady(
                "the node to judge both regions",
                PATIENCE,
                () -> bothHealthy() && service().contains("\"active\""));
    }

    boolean bothHealthy() {
        return BOTH_HEALTHY.matcher(service()).results().count() == 2;
    }

    /** Every server answers exactly this address, by dig. */
    boolean answers(String address) {
        var wanted = List.of(address);
        return List.copyOf(primary.answer("www.shop.test", "A")).equals(wanted)
                && List.copyOf(secondary.answer("www.shop.test", "A")).equals(wanted);
    }

    void awaitAnswer(String address) {
        Await.until("both servers answer " + address + "; node says:\n" + tail(), PATIENCE, () -> answers(address));
    }

    /** The last run ended, and well. */
    void awaitSucceeded(String run) {
        Await.until(
                "run " + run + " to succeed",
                PATIENCE,
                () -> lastRun().contains("\"id\":\"" + run + "\"") && lastRun().contains("\"ending\":\"succeeded\""));
    }

    String lastRun() {
        var service = service();
        int at = service.indexOf("\"lastRun\"");
        return at < 0 ? "" : service.substring(at);
    }

    String service() {
        return HttpGet.body(base() + "/services/shop").replace(": ", ":").replace(" :", ":");
    }

    String why() {
        return HttpGet.body(base() + "/services/shop/why").replace(": ", ":").replace(" :", ":");
    }

    String order(String json) {
        return HttpGet.post(base() + "/services/shop/orders", json);
    }

    String journal() {
        return HttpGet.body(base() + "/journal?limit=1000");
    }

    String tail() {
        if (nodes.isEmpty()) return "";
        var output = nodes.getLast().output();
        return output.substring(Math.max(0, output.length() - 3_000));
    }

    private String base() {
        return "http://127.0.0.1:" + api + "/api/v1";
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

    /** Gives a region another name in the configuration file. */
    void rename(String region, String other) {
        try {
            write(config, Files.readString(config).replace(region, other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets everything: as if it had never run. */
    void reset() {
        nodes.forEach(LocalProcess::close);
        nodes.clear();
        for (var name : List.of("journal.db", "journal.db-wal", "journal.db-shm", "journal.db.lock")) {
            try {
                Files.deleteIfExists(folder.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        primary.update(
                "delete www.shop.test. A", "add www.shop.test. 2 A " + HOME, "delete _leeward.www.shop.test. TXT");
        awaitAnswer(HOME);
    }

    @Override
    public void close() {
        nodes.forEach(LocalProcess::close);
        east.close();
        west.close();
        secondary.close();
        primary.close();
    }
}
