package dev.leeward.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A real BIND that serves one zone. Needs Debian's {@code bind9} and {@code bind9-dnsutils}; a test without
 * them is skipped or fails, see {@link Needs}. It runs as the test's own user with everything in a folder of the test.
 */
public final class BindServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(45);
    private static final Duration CLIENT = Duration.ofSeconds(45);
    private static final Path APPARMOR = Path.of("/sys/module/apparmor/parameters/enabled");

    private final Host host;
    private final LocalProcess named;
    private final Path folder;
    private final BindZone zone;
    private final InetSocketAddress address;

    private BindServer(Host host, LocalProcess named, Path folder, BindZone zone, InetSocketAddress address) {
        this.host = host;
        this.named = named;
        this.folder = folder;
        this.zone = zone;
        this.address = address;
    }

    /** A free place for a server on 127.0.0.1: BIND listens on addresses of interfaces only, and loopback has one. */
    public static InetSocketAddress place() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Ports.free());
    }

    /** The primary server of a zone, alone. */
    public static BindServer primary(Path parent, BindZone zone) {
        return primary(parent, zone, place(), List.of());
    }

    /** The primary server of a zone, which tells {@code secondaries} of every change at once. */
    public static BindServer primary(
            Path parent, BindZone zone, InetSocketAddress at, List<InetSocketAddress> secondaries) {
        return primary(Host.thisMachine(), parent, zone, at, secondaries);
    }

    /** The same on {@code host}. */
    public static BindServer primary(
            Host host, Path parent, BindZone zone, InetSocketAddress at, List<InetSocketAddress> secondaries) {
        String notified = secondaries.stream().map(BindServer::clause).collect(Collectors.joining(" "));
        String clause = """
                type primary;
                notify explicit;
                notify-delay 0;
                also-notify { %s };
                allow-transfer { key "%s"; };
                %s
                """.formatted(notified, BindZone.KEY_NAME, zone.updateStatement());
        return start(host, parent, zone, at, clause, zone.file());
    }

    /** A secondary server of a zone, which gets it from {@code primary} by AXFR and IXFR. */
    public static BindServer secondary(Path parent, BindZone zone, InetSocketAddress at, InetSocketAddress primary) {
        return secondary(Host.thisMachine(), parent, zone, at, primary);
    }

    /** The same on {@code host}. */
    public static BindServer secondary(
            Host host, Path parent, BindZone zone, InetSocketAddress at, InetSocketAddress primary) {
        String clause = """
                type secondary;
                primaries { %s };
                notify no;
                min-refresh-time 1;
                min-retry-time 1;
                max-retry-time 1;
                """.formatted(clause(primary));
        return start(host, parent, zone, at, clause, "");
    }

    /** Where it answers, by UDP and TCP. */
    public InetSocketAddress address() {
        return address;
    }

    /** Where it answers as configurations write it: {@code 127.0.0.1:5300}. */
    public String hostAndPort() {
        return address.getHostString() + ":" + address.getPort();
    }

    /** Stops answering without closing anything, like a machine that hangs. */
    public void stall() {
        named.freeze();
    }

    /** Goes on after {@link #stall}, also with what arrived meanwhile. */
    public void resume() {
        named.thaw();
    }

    /** Dies at once. */
    public void kill() {
        named.kill();
    }

    /** What it logged so far. */
    public String log() {
        return named.output();
    }

    /** What {@code dig} prints when it asks this server, e.g. {@code dig("+short", "www.example.net", "A")}. */
    public List<String> dig(String... arguments) {
        var command = new ArrayList<>(List.of(
                Needs.program("dig").toString(),
                "@" + address.getHostString(),
                "-p",
                Integer.toString(address.getPort()),
                "+norecurse",
                "+time=2",
                "+tries=1"));
        command.addAll(Arrays.asList(arguments));
        try (LocalProcess dig = host.start(folder, command)) {
            dig.exitCode(CLIENT);
            return dig.output().lines().filter(line -> !line.isBlank()).toList();
        }
    }

    /** The values that {@code dig +short} shows, names without their trailing dot; empty when there is none. */
    public SortedSet<String> answer(String name, String type) {
        return dig("+short", name, type).stream()
                .filter(line -> !line.startsWith(";"))
                .map(line -> line.endsWith(".") ? line.substring(0, line.length() - 1) : line)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The serial number of the zone, which grows with every change. */
    public long serial() {
        return Long.parseLong(dig("+short", zone.name(), "SOA").getFirst().split(" ")[2]);
    }

    /** Every change of the zone so far, oldest first, a line for each record that went or came (BIND's own journal). */
    public List<String> changes() {
        var journal = folder.resolve("zone.db.jnl");
        if (!Files.exists(journal)) return List.of();
        var command = List.of(Needs.program("named-journalprint").toString(), journal.toString());
        try (LocalProcess print = host.start(folder, command)) {
            print.exitCode(CLIENT);
            return print.output().lines().toList();
        }
    }

    /**
     * Changes the zone with {@code nsupdate}, as somebody else would.
     *
     * @param commands lines such as {@code del www.example.net A}
     * @throws AssertionError with what {@code nsupdate} said, when it refuses
     */
    public void update(String... commands) {
        try {
            Path script = Files.createTempFile(folder, "update-", ".txt");
            Path key = Files.writeString(folder.resolve("update.key"), BindZone.KEY_FILE);
            Files.writeString(
                    script,
                    "server %s %d\nzone %s\n%s\nsend\n"
                            .formatted(
                                    address.getHostString(),
                                    address.getPort(),
                                    zone.name(),
                                    String.join("\n", commands)));
            String nsupdate = Needs.program("nsupdate").toString();
            try (LocalProcess update = host.start(folder, List.of(nsupdate, "-k", key.toString(), script.toString()))) {
                if (update.exitCode(CLIENT) != 0) throw new AssertionError("nsupdate: " + update.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a script for nsupdate", e);
        }
    }

    @Override
    public void close() {
        named.close();
    }

    private static BindServer start(
            Host host, Path parent, BindZone zone, InetSocketAddress at, String zoneClause, String zoneFile) {
        Path named = Needs.program("named", "dig", "nsupdate", "kill");
        try {
            Path folder = Files.createTempDirectory(parent, "named-").toRealPath();
            if (!zoneFile.isEmpty()) Files.writeString(folder.resolve("zone.db"), zoneFile);
            Path configuration =
                    Files.writeString(folder.resolve("named.conf"), configuration(folder, zone, at, zoneClause));
            LocalProcess process = host.start(
                    folder,
                    List.of(unconfined(named, folder).toString(), "-g", "-n", "1", "-c", configuration.toString()));
            var server = new BindServer(host, process, folder, zone, at);
            process.awaitReady(
                    "answers for " + zone.name(),
                    START,
                    () -> server.log().contains("running")
                            && server.answer(zone.name(), "SOA").size() == 1);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot set up BIND", e);
        }
    }

    private static String configuration(Path folder, BindZone zone, InetSocketAddress at, String zoneClause) {
        return """
                %s
                options {
                	directory "%s";
                	pid-file none;
                	session-keyfile none;
                	geoip-directory none;
                	listen-on port %d { %s; };
                	listen-on-v6 { none; };
                	recursion no;
                	dnssec-validation no;
                	empty-zones-enable no;
                	notify-rate 1000;
                	startup-notify-rate 1000;
                	serial-query-rate 1000;
                	server-id "%s";
                };
                controls {};
                zone "%s" {
                	file "%s";
                %s};
                """.formatted(
                        BindZone.KEY_FILE,
                        folder,
                        at.getPort(),
                        at.getHostString(),
                        at.getHostString(),
                        zone.name(),
                        folder.resolve("zone.db"),
                        zoneClause.indent(8));
    }

    /** AppArmor's profile of named forbids it a test's folder; profiles go by path, so a copy is free of it. */
    private static Path unconfined(Path named, Path folder) throws IOException {
        if (!Files.isReadable(APPARMOR) || !Files.readString(APPARMOR).startsWith("Y")) return named;
        return Files.copy(named, folder.resolve("named"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static String clause(InetSocketAddress server) {
        return "%s port %d key \"%s\";".formatted(server.getHostString(), server.getPort(), BindZone.KEY_NAME);
    }
}
