package dev.leeward.config.load;

import dev.leeward.config.ServerAddress;
import dev.leeward.config.source.Node;
import dev.leeward.probe.Check;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/** Reads what each kind of probe asks and expects. */
final class ProbeKinds {
    static final List<String> KINDS = List.of(
            "http", "tcp", "tls", "dns", "dynamodb", "command", "flow", "nodebalancer", "signal", "cloudwatch-alarm");

    private static final int MAX_REDIRECTS = 5;
    private static final Map<String, String> METHODS = ordered("GET", "HEAD");
    private static final Map<String, String> TYPES =
            ordered("A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT", "CAA", "HTTPS", "SVCB");

    private ProbeKinds() {}

    /** Whether {@code content} is the short form of {@code word}: only the thing to look at. */
    static boolean isShort(String word, Cell content) {
        return switch (word) {
            case "http", "tcp", "tls", "dynamodb", "flow", "nodebalancer" -> content.node() instanceof Node.Scalar;
            case "command" -> content.node() instanceof Node.Sequence;
            default -> false;
        };
    }

    static Optional<Check> shortForm(String word, Cell content, StoreLooks stores, RegionLooks region) {
        return switch (word) {
            case "http" -> url(content).map(Check.Http::get);
            case "tcp" -> Network.serverWithPort(1).parse(content).map(at -> new Check.Tcp(at.host(), at.port()));
            case "tls" ->
                Network.server(443, 1)
                        .parse(content)
                        .map(at -> new Check.Tls(at.host(), at.port(), Check.TlsPolicy.strict()));
            case "dynamodb" -> stores.shortForm(content);
            case "flow" -> region.shortForm(content);
            case "nodebalancer" -> NodeBalancerReading.shortForm(content, region.nodeBalancer());
            default -> argv(content).map(Check.Command::new);
        };
    }

    static Optional<Check> check(String word, Cell content, Section section, StoreLooks stores, RegionLooks region) {
        return switch (word) {
            case "http" -> http(section);
            case "tcp" -> {
                var at = at(section, Optional.empty());
                yield at.map(a -> new Check.Tcp(a.host(), a.port()));
            }
            case "tls" -> {
                var at = at(section, Optional.of(443));
                var policy = tlsPolicy(section);
                yield at.map(a -> new Check.Tls(a.host(), a.port(), policy));
            }
            case "dns" -> dns(section);
            case "dynamodb" -> stores.check(content, section);
            case "flow" -> region.check(section);
            case "nodebalancer" -> NodeBalancerReading.check(content, section, region.nodeBalancer());
            case "signal" -> SignalKinds.signal(section);
            case "cloudwatch-alarm" -> SignalKinds.alarms(section);
            default ->
                section.require("argv", "argv: [/usr/local/bin/check-shop]")
                        .flatMap(ProbeKinds::argv)
                        .map(Check.Command::new);
        };
    }

    private static Optional<Check> http(Section section) {
        Optional<URI> url =
                section.require("url", "url: \"http://192.0.2.1/health\"").flatMap(ProbeKinds::url);
        String method = section.value("method", "GET", Values.choice(METHODS));
        Map<String, String> headers =
                map(section, "headers", "header names with their values", SecretValues::withReferences);
        Optional<String> connectTo = section.optional("connect-to", RegionLooks::place);
        var expectation = expectation(section);
        var tls = section.cell("tls")
                .flatMap(cell -> cell.section("how the certificate is judged"))
                .map(inner -> {
                    var policy = tlsPolicy(inner);
                    inner.end();
                    return policy;
                })
                .orElse(Check.TlsPolicy.strict());
        int redirects = section.value("follow-redirects", 0, Values.number(0, MAX_REDIRECTS));
        boolean noBody = method.equals("HEAD")
                && !(expectation.bodyMatches().isEmpty() && expectation.json().isEmpty());
        if (noBody) section.cell("method").ifPresent(c -> c.wrong("HEAD has no body to match", "use GET"));
        return url.map(u -> new Check.Http(u, method, headers, connectTo, expectation, tls, redirects));
    }

    /** What an HTTP answer must look like. */
    static Check.Expectation expectation(Section section) {
        section.cell("json").ifPresent(ProbeKinds::pointers);
        return new Check.Expectation(
                section.value("status", Set.of(), ProbeKinds::statuses),
                section.optional("body-matches", Values::pattern),
                map(section, "json", "JSON pointers with the expected values", ProbeKinds::jsonText),
                map(section, "response-headers", "header names with patterns", Values::pattern));
    }

    private static Optional<URI> url(Cell cell) {
        return Network.url(List.of("http", "https")).parse(cell);
    }

    private static Optional<Check> dns(Section section) {
        var server = section.require("server", "server: 192.0.2.53").flatMap(Network.server(53, 1)::parse);
        var name = section.require("name", "name: www.example.com").flatMap(Network::dnsName);
        String type = section.value("type", "A", Values.choice(TYPES));
        Set<String> expect = new HashSet<>(section.list("expect", "values", Values::asWritten));
        return server.flatMap(s -> name.map(n -> new Check.Dns(s.toString(), n, type, expect)));
    }

    private static Optional<ServerAddress> at(Section section, Optional<Integer> defaultPort) {
        var host = section.require("host", "host: 192.0.2.1").flatMap(Network::host);
        var port = defaultPort.isPresent()
                ? section.optional("port", Values.number(1, 65_535)).or(() -> defaultPort)
                : section.require("port", "port: 443").flatMap(Values.number(1, 65_535)::parse);
        return host.flatMap(h -> port.map(p -> new ServerAddress(h, p)));
    }

    private static Check.TlsPolicy tlsPolicy(Section section) {
        return tlsPolicy(section, section.optional("server-name", Network::dnsName));
    }

    /** The same for a server whose name is known. */
    static Check.TlsPolicy tlsPolicy(Section section, Optional<String> serverName) {
        var strict = Check.TlsPolicy.strict();
        return new Check.TlsPolicy(
                section.value("verify", true, Values::flag),
                serverName,
                section.optional("ca-file", cell -> LocalFiles.existing(cell).map(Object::toString)),
                section.value(
                        "expiry-warning",
                        strict.expiryWarning(),
                        Values.duration(Duration.ZERO, Duration.ofDays(365))));
    }

    /** A program and its arguments. */
    static Optional<List<String>> argv(Cell cell) {
        List<String> words = Section.items(cell, "a program and its arguments", Values::asWritten);
        boolean complete =
                cell.node() instanceof Node.Sequence list && list.items().size() == words.size();
        if (!complete) return Optional.empty();
        if (words.isEmpty() || words.getFirst().isBlank()) return cell.wrong("names no program");
        return Optional.of(words);
    }

    private static Optional<Set<Integer>> statuses(Cell cell) {
        var one = Values.number(100, 599);
        if (!(cell.node() instanceof Node.Sequence)) return one.parse(cell).map(Set::of);
        Set<Integer> statuses = new TreeSet<>(Section.items(cell, "statuses", one));
        return Optional.of(statuses);
    }

    static Optional<String> jsonText(Cell cell) {
        if (cell.scalar().isEmpty()) return cell.expected("a text, a number, true, false or null");
        return cell.scalar().flatMap(scalar -> switch (scalar.kind()) {
            case TEXT -> Values.text(cell).map(text -> JsonMapper.shared().writeValueAsString(text));
            case NOTHING -> Optional.of("null");
            case TRUTH -> Values.flag(cell).map(Object::toString);
            case WHOLE, DECIMAL ->
                scalar.text().matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")
                        ? Optional.of(scalar.text())
                        : cell.wrong(cell.found() + " is no JSON number", "put it in quotes if it is a text");
        });
    }

    private static void pointers(Cell cell) {
        if (!(cell.node() instanceof Node.Mapping mapping)) return;
        for (Node.Entry entry : mapping.entries()) {
            String pointer = entry.key().text();
            boolean valid = pointer.isEmpty() || (pointer.startsWith("/") && !pointer.matches(".*~([^01].*|$)"));
            if (!valid) {
                new Cell(
                                cell.reading(),
                                entry.value(),
                                cell.place().name(pointer, entry.key().span()))
                        .wrong("not a JSON pointer (RFC 6901)", "write /status or /checks/0/state");
            }
        }
    }

    static Map<String, String> map(Section section, String key, String what, Cell.Parser<String> parser) {
        Map<String, String> values = new LinkedHashMap<>();
        section.cell(key)
                .flatMap(cell -> cell.named(what))
                .ifPresent(cells ->
                        cells.forEach((name, cell) -> parser.parse(cell).ifPresent(value -> values.put(name, value))));
        return values;
    }

    private static Map<String, String> ordered(String... words) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String word : words) map.put(word, word);
        return map;
    }
}
