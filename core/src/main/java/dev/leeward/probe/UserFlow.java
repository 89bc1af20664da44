package dev.leeward.probe;

import dev.leeward.probe.Check.Expectation;
import dev.leeward.probe.Check.TlsPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user does, step by step: log in, put something into the cart, check out. Cookies are kept from step to step and
 * forgotten after the last.
 *
 * @param name within its service
 * @param base absolute http or https URL that the paths of the steps are added to
 * @param connectTo address or name to connect to instead of the base's host, {@code host} or {@code host:port}
 * @param tls how the certificate is judged; only for https
 */
public record UserFlow(String name, URI base, Optional<String> connectTo, TlsPolicy tls, List<Step> steps) {
    public UserFlow {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) throw new IllegalArgumentException("the flow " + name + " has no step");
    }

    /**
     * One request and what its answer must look like.
     *
     * @param path from the base on, or the whole address where an earlier answer named it
     * @param headers sent along
     * @param content sent with it
     * @param followRedirects how many redirects to follow, within the same origin
     * @param captures what later steps need of the answer
     * @param within how long it may take; no longer than what is left for the flow
     */
    public record Step(
            String name,
            String method,
            Template path,
            Map<String, Template> headers,
            Optional<Content> content,
            Expectation expect,
            int followRedirects,
            List<Capture> captures,
            Optional<Duration> within) {
        public Step {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            captures = List.copyOf(captures);
        }

        /** For people: {@code POST /rest/V1/guest-carts/{cart}/items}. */
        public String summary() {
            return method + " " + path.shown();
        }
    }

    /**
     * What a request brings along.
     *
     * @param type media type
     */
    public record Content(String type, Template text) {}

    /** What is taken from an answer, under a name. */
    public record Capture(String name, Source from) {}

    /** Where it stands in the answer. */
    public sealed interface Source {
        /** For people: {@code css input[name=form_key]}. */
        String shown();
    }

    /** By JSONPath (RFC 9535), without filters. */
    public record Json(String path) implements Source {
        @Override
        public String shown() {
            return "json " + path;
        }
    }

    /** By a regular expression: its first group, or all of it where it has none. */
    public record Regex(String pattern) implements Source {
        @Override
        public String shown() {
            return "regex " + pattern;
        }
    }

    /** By a CSS selector: an attribute of the first element it selects, or its text. */
    public record Css(String selector, Optional<String> attribute) implements Source {
        @Override
        public String shown() {
            return "css " + selector
                    + attribute.map(name -> ", its attribute " + name).orElse("");
        }
    }

    /** The value of a header. */
    public record Header(String name) implements Source {
        @Override
        public String shown() {
            return "header " + name;
        }
    }

    /** The same, connecting elsewhere. */
    public UserFlow connectingTo(Optional<String> place) {
        return new UserFlow(name, base, place, tls, steps);
    }

    /** Everything secret in it, none of which may be shown. */
    public List<String> secrets() {
        List<Template> texts = new ArrayList<>();
        for (Step step : steps) {
            texts.addAll(step.headers().values());
            step.content().map(Content::text).ifPresent(texts::add);
        }
        return texts.stream()
                .flatMap(text -> text.pieces().stream())
                .filter(Template.Hidden.class::isInstance)
                .map(piece -> ((Template.Hidden) piece).plain())
                .distinct()
                .toList();
    }
}
