package dev.leeward.cli;

import dev.leeward.probe.Check;
import dev.leeward.resolve.HostPort;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code leeward probe} asks and expects. */
final class ProbeOptions {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    @Option(
            names = "--status",
            paramLabel = "CODE",
            split = ",",
            description = "http: accepted statuses. Default: 200 to 299.")
    private List<Integer> statuses = new ArrayList<>();

    @Option(
            names = "--body-matches",
            paramLabel = "REGEX",
            description = "http: must be found in the first 64 KiB of the body.")
    private @Nullable String bodyMatches;

    @Option(
            names = "--json",
            paramLabel = "POINTER=VALUE",
            description = "http: a JSON pointer and the value it must have.")
    private Map<String, String> json = new LinkedHashMap<>();

    @Option(
            names = "--header-matches",
            paramLabel = "NAME=REGEX",
            description = "http: must match the header's whole value.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(
            names = "--send-header",
            paramLabel = "NAME=VALUE",
            description = "http: sent along; Host overrides the URL's.")
    private Map<String, String> send = new LinkedHashMap<>();

    @Option(
            names = "--method",
            paramLabel = "GET|HEAD",
            defaultValue = "GET",
            description = "http: default ${DEFAULT-VALUE}.")
    private String method = "GET";

    @Option(
            names = "--connect-to",
            paramLabel = "HOST[:PORT]",
            description = "http: connect there instead of to the URL's host.")
    private @Nullable String connectTo;

    @Option(
            names = "--follow",
            paramLabel = "N",
            description = "http: follow so many redirects, 5 at most. Default: none.")
    private int follow;

    @Option(names = "--insecure", description = "https, tls: take any certificate. Only for trying things out.")
    private boolean insecure;

    @Option(
            names = "--server-name",
            paramLabel = "NAME",
            description = "https, tls: the name to ask for and to verify.")
    private @Nullable String serverName;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "https, tls: PEM file of the only accepted authorities.")
    private @Nullable String caFile;

    @Option(
            names = "--expect",
            paramLabel = "VALUE",
            split = ",",
            description = "dns: values that must be in the answer.")
    private List<String> expect = new ArrayList<>();

    /**
     * The check of {@code target}.
     *
     * @throws IllegalArgumentException if it is none, with a sentence that says why
     */
    Check check(String target, List<String> program) {
        if (target.equals("command")) return command(program);
        if (!program.isEmpty()) throw new IllegalArgumentException("only `command` takes more than a target");
        int colon = target.indexOf(':');
        var rest = target.substring(colon + 1);
        return switch (colon < 0 ? "" : target.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "http", "https" -> http(target);
            case "tcp" -> tcp(rest);
            case "tls" -> tls(rest);
            case "dns" -> dns(rest);
            default ->
                throw new IllegalArgumentException(
                        "'" + target
                                + "' is nothing to look at: it starts with http://, https://, tcp:, tls:, dns: or flow:, or is `command`");
        };
    }

    private static Check command(List<String> program) {
        if (program.isEmpty())
            throw new IllegalArgumentException("name the program: leeward probe command -- PROGRAM ...");
        return new Check.Command(program);
    }

    private Check http(String target) {
        var url = URI.create(target);
        if (url.getHost() == null) throw new IllegalArgumentException("'" + target + "' names no host");
        var verb = method.toUpperCase(Locale.ROOT);
        if (!METHODS.contains(verb))
            throw new IllegalArgumentException("--method is GET or HEAD, not '" + method + "'");
        if (follow < 0 || follow > 5) throw new IllegalArgumentException("--follow is from 0 to 5");
        if (bodyMatches != null) regex("--body-matches", bodyMatches);
        headers.forEach((name, pattern) -> regex("--header-matches " + name, pattern));
        var expectation =
                new Check.Expectation(new TreeSet<>(statuses), Optional.ofNullable(bodyMatches), json, headers);
        return new Check.Http(url, verb, send, Optional.ofNullable(connectTo), expectation, policy(), follow);
    }

    private static Check tcp(String rest) {
        var to = place(rest);
        return new Check.Tcp(to.host(), to.port());
    }

    private Check tls(String rest) {
        var to = place(rest);
        return new Check.Tls(to.host(), to.port(), policy());
    }

    private Check dns(String rest) {
        int at = rest.lastIndexOf('@');
        if (at <= 0 || at == rest.length() - 1) {
            throw new IllegalArgumentException("write a name server's check as dns:NAME/TYPE@SERVER");
        }
        var question = rest.substring(0, at);
        int slash = question.indexOf('/');
        var name = slash < 0 ? question : question.substring(0, slash);
        var type = slash < 0 ? "A" : question.substring(slash + 1).toUpperCase(Locale.ROOT);
        return new Check.Dns(rest.substring(at + 1), name, type, new TreeSet<>(expect));
    }

    private static HostPort place(String text) {
        if (text.lastIndexOf(':') <= text.lastIndexOf(']') || text.lastIndexOf(':') < 0) {
            throw new IllegalArgumentException("'" + text + "' needs a port: HOST:PORT");
        }
        return HostPort.parse(text, 1);
    }

    private Check.TlsPolicy policy() {
        return new Check.TlsPolicy(
                !insecure, Optional.ofNullable(serverName), Optional.ofNullable(caFile), Duration.ofDays(14));
    }

    private static void regex(String option, String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(option + " is not a regular expression: " + e.getDescription(), e);
        }
    }
}
