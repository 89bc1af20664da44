package dev.leeward.probe.flow;

import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import dev.leeward.judge.BoundedMatch;
import dev.leeward.probe.UserFlow.Css;
import dev.leeward.probe.UserFlow.Header;
import dev.leeward.probe.UserFlow.Json;
import dev.leeward.probe.UserFlow.Regex;
import dev.leeward.probe.UserFlow.Source;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Takes out of an answer what later steps need. */
final class Finds {
    /** Tokens and addresses are far shorter. */
    private static final int LONGEST = 8 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Finds() {}

    /** What stands at {@code source} in {@code page}; empty if nothing does, or nothing that could be used. */
    static Optional<Notes.Value> in(Page page, Source source, long end) throws BoundedMatch.TooSlow {
        return found(page, source, end)
                .filter(value -> !value.text().isEmpty() && value.text().length() <= LONGEST);
    }

    private static Optional<Notes.Value> found(Page page, Source source, long end) throws BoundedMatch.TooSlow {
        return switch (source) {
            case Header(String name) -> page.header(name).map(Notes.Value::of);
            case Regex(String pattern) ->
                BoundedMatch.first(pattern, page.answer().text(), end).map(Notes.Value::of);
            case Css(String selector, var attribute) ->
                Optional.ofNullable(Jsoup.parse(page.answer().text()).selectFirst(selector))
                        .map(element -> attribute.map(element::attr).orElseGet(element::text))
                        .map(Notes.Value::of);
            case Json(String path) -> json(page.answer().body(), path);
        };
    }

    /** Read by our own parser, which has limits of depth and length; the path only walks through what came of it. */
    private static Optional<Notes.Value> json(byte[] body, String path) {
        try {
            Object tree = JSON.readValue(body, Object.class);
            if (tree == null) return Optional.empty();
            if (path.equals("$")) return single(tree);
            Object found = JsonPath.compile(path).read(tree);
            return found instanceof List<?> several
                    ? several.stream().findFirst().flatMap(Finds::single)
                    : single(found);
        } catch (JacksonException | JsonPathException nothingThere) {
            return Optional.empty();
        }
    }

    private static Optional<Notes.Value> single(@Nullable Object found) {
        return switch (found) {
            case String text -> Optional.of(Notes.Value.of(text));
            case BigDecimal number -> Optional.of(new Notes.Value(number.toPlainString(), number.toPlainString()));
            case Number number -> Optional.of(new Notes.Value(number.toString(), number.toString()));
            case Boolean truth -> Optional.of(new Notes.Value(truth.toString(), truth.toString()));
            case null, default -> Optional.empty();
        };
    }
}
