package dev.leeward.config.load;

import dev.leeward.config.ApiSettings;
import dev.leeward.config.JournalSettings;
import dev.leeward.config.ObserverSettings;
import dev.leeward.config.ServerAddress;
import dev.leeward.config.VerifySettings;
import dev.leeward.probe.VantagePoint;
import dev.leeward.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what concerns the node itself: where it looks from, its journal, its API, how it proves. */
final class NodeReading {
    private static final Pattern NODE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int DNS_PORT = 53;
    private static final int LEAST_TOKEN = 16;
    private static final ServerAddress LISTEN = new ServerAddress("127.0.0.1", 8600);

    private NodeReading() {}

    static ObserverSettings observer(Section section) {
        var name = section.optional("name", NodeReading::nodeName);
        return new ObserverSettings(
                new VantagePoint(name.orElseGet(NodeReading::hostName)),
                section.optional("place", NodeReading::place),
                section.list("resolvers", "name servers", Network.resolver(DNS_PORT)));
    }

    static Optional<String> nodeName(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> NODE_NAME.matcher(text).matches()
                        ? Optional.of(text)
                        : cell.wrong("a node's name has letters, digits, dots, hyphens and underscores only"));
    }

    /** What fails together has the same place: a data centre, a provider's region, a building. */
    static Optional<String> place(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> NODE_NAME.matcher(text).matches()
                        ? Optional.of(text)
                        : cell.wrong("a place's name has letters, digits, dots, hyphens and underscores only"));
    }

    static JournalSettings journal(Section section, Path directory) {
        Path path = section.value("path", directory.resolve("var/journal.db"), LocalFiles::path);
        Optional<Cell> shared = section.cell("etcd");
        if (section.has("path")) {
            shared.ifPresent(cell -> cell.wrong(
                    "the journal is in a file or on etcd, not in both",
                    "leave path or etcd out; see docs/OPERATIONS.md"));
        }
        JournalSettings.Store store = shared.flatMap(EtcdReading::read)
                .<JournalSettings.Store>map(etcd -> etcd)
                .orElseGet(() -> new JournalSettings.File(path));
        return new JournalSettings(store, section.value("keep", 100_000, Values.number(1_000, 10_000_000)));
    }

    static ApiSettings api(Section section) {
        ServerAddress listen = section.value("listen", LISTEN, Network.serverWithPort(0));
        boolean plainText = section.value("allow-plain-text", false, Values::flag);
        Optional<Cell> tlsCell = section.cell("tls");
        Optional<ApiSettings.Tls> tls =
                tlsCell.flatMap(cell -> cell.section("certificate and key")).flatMap(NodeReading::tls);
        if (tlsCell.isEmpty() && !plainText && !Network.isLoopback(listen.host())) {
            section.cell("listen")
                    .ifPresent(cell -> cell.wrong(
                            "tokens would travel in clear text beyond this machine",
                            "add tls: {certificate: ..., key: ...}, or listen on 127.0.0.1"));
        }
        Set<String> names = new HashSet<>();
        List<ApiSettings.Token> tokens = section.list("tokens", "tokens", cell -> token(cell, names));
        return new ApiSettings(listen, tls, plainText, tokens);
    }

    private static Optional<ApiSettings.Tls> tls(Section section) {
        Optional<Path> certificate =
                section.require("certificate", "certificate: api.pem").flatMap(LocalFiles::existing);
        Optional<Path> key = section.require("key", "key: api.key").flatMap(LocalFiles::existing);
        section.end();
        return certificate.flatMap(c -> key.map(k -> new ApiSettings.Tls(c, k)));
    }

    private static Optional<ApiSettings.Token> token(Cell cell, Set<String> names) {
        return cell.section("name, role and token").flatMap(section -> {
            Optional<String> name = section.require("name", "name: alice")
                    .flatMap(c -> Values.words(c)
                            .flatMap(text -> names.add(text)
                                    ? Optional.of(text)
                                    : c.wrong(
                                            "another token has this name",
                                            "orders are journaled under it: give each its own")));
            Map<String, ApiSettings.Role> roles = new LinkedHashMap<>();
            for (var role : ApiSettings.Role.values()) roles.put(Words.of(role), role);
            Optional<ApiSettings.Role> role =
                    section.require("role", "role: viewer").flatMap(Values.choice(roles)::parse);
            Optional<Secret> token = section.require("token", "token: \"${file:alice.token}\"")
                    .flatMap(c -> SecretValues.reference(c)
                            .flatMap(secret -> secret.reveal().length() >= LEAST_TOKEN
                                    ? Optional.of(secret)
                                    : c.wrong(
                                            "the token is shorter than " + LEAST_TOKEN
                                                    + " characters and could be guessed",
                                            "make one with `openssl rand -hex 32`")));
            section.end();
            return name.flatMap(n -> role.flatMap(r -> token.map(t -> new ApiSettings.Token(n, r, t))));
        });
    }

    /** How moves are proven; what is not given is as {@code otherwise} has it. */
    static VerifySettings verify(Section section, VerifySettings otherwise) {
        List<ServerAddress> servers = section.cell("servers").isPresent()
                ? section.list("servers", "name servers", Network.resolver(DNS_PORT))
                : otherwise.servers();
        OptionalInt quorum = section.value("quorum", otherwise.quorum(), NodeReading::quorum);
        int rounds = section.value("rounds", otherwise.rounds(), Values.number(1, 10));
        Duration timeout = section.value(
                "timeout", otherwise.timeout(), Values.duration(Duration.ofSeconds(1), Duration.ofHours(1)));
        List<ServerAddress> resolvers = section.cell("resolvers").isPresent()
                ? section.list("resolvers", "name servers", Network.resolver(DNS_PORT))
                : otherwise.resolvers();
        section.end();
        if (!servers.isEmpty() && quorum.isPresent() && quorum.getAsInt() > servers.size()) {
            section.cell("quorum").ifPresent(cell -> cell.wrong("more than the " + servers.size() + " servers given"));
        }
        return new VerifySettings(servers, quorum, rounds, timeout, resolvers);
    }

    private static Optional<OptionalInt> quorum(Cell cell) {
        boolean all = cell.scalar().filter(s -> s.text().equals("all")).isPresent();
        return all
                ? Optional.of(OptionalInt.empty())
                : Values.number(1, 100).parse(cell).map(OptionalInt::of);
    }

    /** The machine's name, without asking any name server where Linux tells it; "leeward" where it has none. */
    private static String hostName() {
        try {
            String name = Files.isReadable(KERNEL_NAME)
                    ? Files.readString(KERNEL_NAME).strip()
                    : InetAddress.getLocalHost().getHostName();
            return NODE_NAME.matcher(name).matches() ? name : "leeward";
        } catch (IOException e) {
            // The name is a label only: a machine that does not know its own gets a plain one.
            return "leeward";
        }
    }
}
