package dev.leeward.config.load;

import dev.leeward.config.load.Cell.Parser;
import dev.leeward.config.source.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A mapping whose keys belong to the language. Whoever reads it asks for keys; {@link #end()} remarks those that nobody
 * asked for.
 */
final class Section {
    private static final Pattern SOUNDS_SECRET =
            Pattern.compile("(?i).*(token|secret|password|passwd|credential|auth|key).*");

    /** A key that was meant to be one of these holds a secret, whatever keys are known at this place. */
    private static final Set<String> SECRET_KEYS =
            Set.of("token", "secret", "password", "key", "access-key", "secret-key", "authorization", "credentials");

    private final Reading reading;
    private final Place place;
    private final Map<String, Cell> cells;
    private final Set<String> asked = new TreeSet<>();
    private final int errorsBefore;

    Section(Reading reading, Place place, Map<String, Cell> cells) {
        this.reading = reading;
        this.place = place;
        this.cells = cells;
        this.errorsBefore = reading.errors();
    }

    Place place() {
        return place;
    }

    boolean has(String key) {
        return cells.containsKey(key);
    }

    /** Remarks that the whole of it is wrong and what to do. */
    void wrong(String sentence, String advice) {
        reading.error(place, sentence, Optional.of(advice));
    }

    /** The value of {@code key}, if it is given. */
    Optional<Cell> cell(String key) {
        asked.add(key);
        reading.asked(place.key(key, place.span()).pattern());
        return Optional.ofNullable(cells.get(key));
    }

    /** The value of {@code key}; {@code otherwise} when it is not given or wrong. */
    <T> T value(String key, T otherwise, Parser<T> parser) {
        return cell(key).flatMap(parser::parse).orElse(otherwise);
    }

    /** The value of {@code key}; empty when it is not given or wrong. */
    <T> Optional<T> optional(String key, Parser<T> parser) {
        return cell(key).flatMap(parser::parse);
    }

    /**
     * The value of {@code key}, which must be given.
     *
     * @param placeholder stands in when it is missing or wrong; the section is not {@link #sound()} then
     */
    <T> T required(String key, T placeholder, String example, Parser<T> parser) {
        return require(key, example).flatMap(parser::parse).orElse(placeholder);
    }

    /** The cell of {@code key}; remarks when it is missing. */
    Optional<Cell> require(String key, String example) {
        Optional<Cell> cell = cell(key);
        if (cell.isEmpty()) reading.error(place, "\"" + key + "\" is missing", Optional.of("add " + example));
        return cell;
    }

    /** The items of the list under {@code key}, without those that are wrong; empty when it is not given. */
    <T> List<T> list(String key, String what, Parser<T> parser) {
        return cell(key).map(cell -> items(cell, what, parser)).orElse(List.of());
    }

    /** The items of a list, without those that are wrong. */
    static <T> List<T> items(Cell cell, String what, Parser<T> parser) {
        List<T> values = new ArrayList<>();
        cell.items(what).orElse(List.of()).forEach(item -> parser.parse(item).ifPresent(values::add));
        return List.copyOf(values);
    }

    /** Remarks every key that was not asked for; to be called once all were. */
    void end() {
        cells.forEach((key, cell) -> {
            if (!asked.contains(key)) unknown(key, cell);
        });
    }

    /** Whether nothing in it, or below it, was wrong; to be called after {@link #end()}. */
    boolean sound() {
        return reading.errors() == errorsBefore;
    }

    private void unknown(String key, Cell cell) {
        Optional<String> close = DidYouMean.closest(key, asked);
        if (SOUNDS_SECRET.matcher(key).matches()
                || DidYouMean.closest(key, SECRET_KEYS).isPresent()) {
            reading.cover(cell.node());
        }
        String advice = key.equals("<<")
                ? "merge keys are not part of YAML 1.2; use an alias for the whole value or repeat the keys"
                : close.map(c -> "did you mean \"" + c + "\"?")
                        .orElseGet(() -> "known here: " + String.join(", ", asked));
        Place at = new Place(
                cell.place().path(),
                cell.place().pattern(),
                reading.keySpan(cell.place().path()));
        reading.error(at, "unknown key", Optional.of(advice));
    }
}
