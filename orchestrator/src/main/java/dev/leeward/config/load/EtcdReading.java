package dev.leeward.config.load;

import dev.leeward.config.JournalSettings;
import dev.leeward.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where on etcd a journal is, and how to get there. */
final class EtcdReading {
    private static final String PREFIX = "/leeward";
    private static final Pattern PREFIX_FORM = Pattern.compile("(/[A-Za-z0-9._-]+)+");
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);
    private static final Duration LONGEST_LEASE = Duration.ofMinutes(1);

    private EtcdReading() {}

    static Optional<JournalSettings.Etcd> read(Cell cell) {
        return cell.section("endpoints and the like").flatMap(section -> {
            List<URI> endpoints = section.require("endpoints", "endpoints: [\"https://etcd-1.example.com:2379\", ...]")
                    .map(c -> Section.items(c, "URLs", EtcdReading::endpoint))
                    .orElse(List.of());
            section.cell("endpoints").ifPresent(c -> agree(c, endpoints));
            String prefix = section.value("prefix", PREFIX, EtcdReading::prefix);
            Optional<JournalSettings.Tls> tls =
                    section.cell("tls").flatMap(c -> c.section("PEM files")).flatMap(EtcdReading::tls);
            Optional<JournalSettings.Login> login = login(section, endpoints);
            Duration lease = section.value("lease", LEASE, EtcdReading::lease);
            Path copy =
                    section.value("copy", cell.reading().directory().resolve("var/journal-copy.db"), LocalFiles::path);
            section.cell("tls").filter(_ -> isPlain(endpoints)).ifPresent(EtcdReading::withoutUse);
            section.end();
            return section.sound()
                    ? Optional.of(new JournalSettings.Etcd(endpoints, prefix, tls, login, lease, copy))
                    : Optional.empty();
        });
    }

    private static Optional<URI> endpoint(Cell cell) {
        return Network.url(List.of("https", "http")).parse(cell).flatMap(url -> {
            boolean bare = (url.getRawPath().isEmpty() || url.getRawPath().equals("/")) && url.getRawQuery() == null;
            if (!bare) return cell.wrong("an endpoint is a host and a port, without a path");
            if (url.getPort() < 0) return cell.wrong("the port is missing", "etcd's is usually 2379");
            if (!isTls(url) && !Network.isLoopback(url.getHost())) {
                cell.reading()
                        .warning(
                                cell.place(),
                                "whoever is on the way can read and change the journal, and orders with it",
                                Optional.of("have etcd speak TLS, and write https://"));
            }
            return Optional.of(url);
        });
    }

    private static void agree(Cell cell, List<URI> endpoints) {
        if (endpoints.stream().map(EtcdReading::isTls).distinct().count() > 1) {
            cell.wrong("some endpoints are http, some https", "use one of them for all");
        } else if (endpoints.isEmpty()
                && cell.items("URLs").filter(List::isEmpty).isPresent()) {
            cell.wrong("there is no endpoint");
        } else if (endpoints.size() == 2) {
            cell.reading()
                    .warning(
                            cell.place(),
                            "an etcd of two members stops when either of them is lost",
                            Optional.of("run three members in three places; one may be small"));
        }
    }

    private static Optional<String> prefix(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> PREFIX_FORM.matcher(text).matches()
                        ? Optional.of(text)
                        : cell.wrong("a prefix looks like " + PREFIX + ": a slash before each name, none at the end"));
    }

    private static Optional<Duration> lease(Cell cell) {
        return Values.duration(SHORTEST_LEASE, LONGEST_LEASE)
                .parse(cell)
                .flatMap(length -> length.toMillisPart() == 0
                        ? Optional.of(length)
                        : cell.wrong("etcd counts leases in whole seconds"));
    }

    private static Optional<JournalSettings.Tls> tls(Section section) {
        Optional<Path> authorities = section.optional("ca-file", LocalFiles::existing);
        Optional<Path> certificate = section.optional("certificate", LocalFiles::existing);
        Optional<Path> key = section.optional("key", LocalFiles::existing);
        if (section.has("certificate") != section.has("key")) {
            section.cell(section.has("key") ? "key" : "certificate")
                    .ifPresent(cell -> cell.wrong("certificate and key go together"));
        }
        section.end();
        return Optional.of(new JournalSettings.Tls(
                authorities, certificate.flatMap(c -> key.map(k -> new JournalSettings.ClientCertificate(c, k)))));
    }

    private static Optional<JournalSettings.Login> login(Section section, List<URI> endpoints) {
        Optional<String> user = section.optional("user", Values::words);
        Optional<Secret> password = section.optional("password", SecretValues::reference);
        if (section.has("user") != section.has("password")) {
            section.cell(section.has("user") ? "user" : "password")
                    .ifPresent(cell -> cell.wrong("user and password go together"));
        }
        boolean beyond = endpoints.stream().anyMatch(url -> !isTls(url) && !Network.isLoopback(url.getHost()));
        section.cell("password")
                .filter(_ -> beyond)
                .ifPresent(cell -> cell.wrong(
                        "the password would travel in clear text beyond this machine", "use https endpoints"));
        return user.flatMap(u -> password.map(p -> new JournalSettings.Login(u, p)));
    }

    private static void withoutUse(Cell tls) {
        tls.wrong("the endpoints are http, so nothing uses these files", "write https:// before the endpoints");
    }

    private static boolean isPlain(List<URI> endpoints) {
        return !endpoints.isEmpty() && endpoints.stream().noneMatch(EtcdReading::isTls);
    }

    private static boolean isTls(URI url) {
        return url.getScheme().toLowerCase(Locale.ROOT).equals("https");
    }
}
