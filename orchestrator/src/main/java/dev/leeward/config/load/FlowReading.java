package dev.leeward.config.load;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import dev.leeward.config.source.Node;
import dev.leeward.probe.Check;
import dev.leeward.probe.Template;
import dev.leeward.probe.UserFlow;
import dev.leeward.probe.UserFlow.Capture;
import dev.leeward.probe.UserFlow.Content;
import dev.leeward.probe.UserFlow.Source;
import dev.leeward.probe.UserFlow.Step;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/** Reads the user flows of a service. */
final class FlowReading {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete", "head");

    /** What the flow itself sees to. */
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "cookie", "content-length", "transfer-encoding", "connection", "user-agent");

    private static final int MOST_FLOWS = 16;
    private static final int MOST_STEPS = 32;
    private static final int MOST_CAPTURES = 16;
    private static final int MOST_REDIRECTS = 5;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Grows from step to step. */
    private final Set<String> captured = new HashSet<>();

    private FlowReading() {}

    /** Those in {@code cell}, by name. */
    static Map<String, UserFlow> read(Cell cell) {
        Map<String, UserFlow> flows = new LinkedHashMap<>();
        cell.named("user flows, each with its name").ifPresent(named -> {
            if (named.size() > MOST_FLOWS) cell.wrong("more than " + MOST_FLOWS + " flows");
            named.forEach((name, flow) -> {
                if (!NAME.matcher(name).matches()) {
                    flow.wrong(
                            Cell.quoted(name) + " cannot be the name of a flow",
                            "use lower-case letters, digits and hyphens");
                    return;
                }
                flow.section("base and steps")
                        .flatMap(section -> new FlowReading().flow(name, section))
                        .ifPresent(read -> flows.put(name, read));
            });
        });
        return flows;
    }

    private Optional<UserFlow> flow(String name, Section section) {
        Optional<URI> base = section.require("base", "base: https://shop.example.com")
                .flatMap(cell ->
                        Network.url(List.of("http", "https")).parse(cell).filter(url -> isPlain(cell, url)));
        var tls = section.cell("tls")
                .flatMap(cell -> cell.section("how the certificate is judged"))
                .map(FlowReading::tls)
                .orElse(Check.TlsPolicy.strict());
        List<Step> steps = section.require("steps", "steps: with at least one")
                .map(this::steps)
                .orElse(List.of());
        section.end();
        if (!section.sound() || base.isEmpty() || steps.isEmpty()) return Optional.empty();
        return Optional.of(new UserFlow(name, base.get(), Optional.empty(), tls, steps));
    }

    private static boolean isPlain(Cell cell, URI url) {
        if (url.getRawQuery() == null && url.getRawFragment() == null) return true;
        cell.wrong("paths of steps are added to the base", "leave out what begins with ? or #");
        return false;
    }

    /** The name is the base's: that is what users' browsers ask for. */
    private static Check.TlsPolicy tls(Section section) {
        var policy = ProbeKinds.tlsPolicy(section, Optional.empty());
        section.end();
        return policy;
    }

    private List<Step> steps(Cell cell) {
        List<Step> steps = new ArrayList<>();
        List<Cell> items = cell.items("steps").orElse(List.of());
        if (items.isEmpty()) cell.wrong("there is no step", "add - {name: front page, get: /}");
        if (items.size() > MOST_STEPS) cell.wrong("more than " + MOST_STEPS + " steps");
        items.stream()
                .limit(MOST_STEPS)
                .forEach(item -> item.section("a step such as {get: /}")
                        .flatMap(section -> step(section, steps.size() + 1))
                        .ifPresent(steps::add));
        return steps;
    }

    private Optional<Step> step(Section section, int number) {
        var texts = new TemplateReading(Set.copyOf(captured));
        String name = section.value("name", "step " + number, FlowReading::name);
        Optional<Request> request = request(section, texts);
        var headers = headers(section, texts);
        Optional<Content> content = content(section, texts, headers);
        var expect = ProbeKinds.expectation(section);
        int redirects = section.value("follow-redirects", 0, Values.number(0, MOST_REDIRECTS));
        List<Capture> captures = section.cell("capture").map(this::captures).orElse(List.of());
        var within = section.optional("within", Values.duration(Duration.ofMillis(50), LONGEST));
        section.end();
        request.ifPresent(asked -> fits(section, asked, content));
        if (!section.sound() || request.isEmpty()) return Optional.empty();
        return Optional.of(new Step(
                name,
                request.get().method(),
                request.get().path(),
                headers,
                content,
                expect,
                redirects,
                captures,
                within));
    }

    private record Request(String method, Template path) {}

    private static Optional<Request> request(Section section, TemplateReading texts) {
        List<Request> asked = new ArrayList<>();
        int given = 0;
        for (String method : METHODS) {
            Optional<Cell> cell = section.cell(method);
            if (cell.isEmpty()) continue;
            if (++given > 1) cell.get().wrong("a step makes one request", "make two steps of it");
            cell.flatMap(texts::path).ifPresent(path -> asked.add(new Request(method.toUpperCase(Locale.ROOT), path)));
        }
        if (given == 0) section.wrong("it does not say what is asked for", "add get: /cart");
        return asked.stream().findFirst();
    }

    private static void fits(Section section, Request request, Optional<Content> content) {
        boolean noContent = request.method().equals("GET") || request.method().equals("HEAD");
        if (noContent && content.isPresent()) section.wrong(request.method() + " sends nothing along", "write post:");
    }

    private static Map<String, Template> headers(Section section, TemplateReading texts) {
        Map<String, Template> headers = new LinkedHashMap<>();
        section.cell("headers")
                .flatMap(cell -> cell.named("header names with their values"))
                .ifPresent(named -> named.forEach((name, cell) -> {
                    if (!HEADER.matcher(name).matches()) cell.wrong(Cell.quoted(name) + " is no name of a header");
                    if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                        cell.wrong("the flow sets " + name + " itself", "leave it out");
                    }
                    texts.header(cell).ifPresent(value -> headers.put(name, value));
                }));
        return headers;
    }

    private static Optional<Content> content(Section section, TemplateReading texts, Map<String, Template> headers) {
        var form = section.cell("form");
        var json = section.cell("send-json");
        var body = section.cell("body");
        long given =
                List.of(form, json, body).stream().filter(Optional::isPresent).count();
        if (given > 1) section.wrong("more than one of form, send-json and body", "leave all but one out");
        if (form.isPresent()) {
            return form.flatMap(texts::form).map(text -> new Content("application/x-www-form-urlencoded", text));
        }
        if (json.isPresent()) return json.flatMap(texts::json).map(text -> new Content("application/json", text));
        String type = headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                .map(header -> header.getValue().shown())
                .findFirst()
                .orElse("text/plain; charset=utf-8");
        return body.flatMap(texts::content).map(text -> new Content(type, text));
    }

    private List<Capture> captures(Cell cell) {
        List<Capture> captures = new ArrayList<>();
        cell.named("names, each with where its value stands").ifPresent(named -> {
            if (named.size() > MOST_CAPTURES) cell.wrong("more than " + MOST_CAPTURES + " captures in a step");
            named.forEach((name, source) -> {
                if (!TemplateReading.NAME.matcher(name).matches()) {
                    source.wrong(
                            Cell.quoted(name) + " cannot be captured under this name",
                            "begin with a lower-case letter; letters, digits, - and _ follow");
                    return;
                }
                // Known even where it is wrong, so that one mistake is not remarked twice.
                captured.add(name);
                source.section("where it stands, such as json: $.token")
                        .flatMap(FlowReading::source)
                        .ifPresent(from -> captures.add(new Capture(name, from)));
            });
        });
        return captures;
    }

    private static Optional<Source> source(Section section) {
        List<Optional<Source>> found = new ArrayList<>();
        section.cell("json").ifPresent(cell -> found.add(jsonPath(cell).map(UserFlow.Json::new)));
        section.cell("regex").ifPresent(cell -> found.add(Values.pattern(cell).map(UserFlow.Regex::new)));
        var attribute = section.optional("attribute", Values::words);
        section.cell("css")
                .ifPresent(cell -> found.add(css(cell).map(selector -> new UserFlow.Css(selector, attribute))));
        section.cell("header").ifPresent(cell -> found.add(Values.words(cell).map(UserFlow.Header::new)));
        section.end();
        if (found.size() != 1) section.wrong("one of json, regex, css and header says where it stands", "add css: ...");
        if (attribute.isPresent() && !section.has("css")) section.wrong("only css has attributes", "leave it out");
        return found.stream().flatMap(Optional::stream).findFirst().filter(_ -> section.sound());
    }

    private static Optional<String> jsonPath(Cell cell) {
        return Values.words(cell).flatMap(path -> {
            if (path.contains("?")) return cell.wrong("filters are not run", "name the place, such as $.items[0].id");
            try {
                return Optional.of(JsonPath.compile(path).getPath()).map(_ -> path);
            } catch (InvalidPathException e) {
                return cell.wrong("not a JSONPath: " + e.getMessage(), "write $.token or $.items[0].id");
            }
        });
    }

    private static Optional<String> css(Cell cell) {
        return Values.words(cell).flatMap(selector -> {
            if (selector.contains(":matches")) return cell.wrong("selectors with patterns are not run", "use regex");
            try {
                Evaluator read = QueryParser.parse(selector);
                return Optional.of(selector).filter(_ -> !read.toString().isEmpty());
            } catch (Selector.SelectorParseException | IllegalArgumentException e) {
                return cell.wrong("not a CSS selector", "write input[name=form_key]");
            }
        });
    }

    private static Optional<String> name(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> text.length() > 60 ? cell.wrong("longer than 60 characters") : Optional.of(text));
    }

    /** The flow called in {@code cell}. */
    static Optional<UserFlow> named(Cell cell, Map<String, UserFlow> flows) {
        if (flows.isEmpty() && !(cell.node() instanceof Node.Mapping)) {
            return cell.wrong("this service has no flows that can be used", "write them under flows: of the service");
        }
        return Values.choice(flows).parse(cell);
    }
}
