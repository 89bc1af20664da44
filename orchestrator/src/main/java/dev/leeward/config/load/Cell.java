package dev.leeward.config.load;

import dev.leeward.config.source.Node;
import dev.leeward.config.source.ScalarKind;
import dev.leeward.secret.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value that is being read. Whatever is wrong with it is remarked at its place. */
record Cell(Reading reading, Node node, Place place) {
    /** Reads a value; empty when it is wrong, which has then been remarked. */
    @FunctionalInterface
    interface Parser<T> {
        Optional<T> parse(Cell cell);
    }

    /** The secrets that may be fetched for this value. */
    Secrets secrets() {
        return reading.secrets().at(place.path());
    }

    /** Remarks that the value is wrong. */
    <T> Optional<T> wrong(String sentence) {
        reading.error(place, sentence, Optional.empty());
        return Optional.empty();
    }

    /** Remarks that the value is wrong and what to do. */
    <T> Optional<T> wrong(String sentence, String advice) {
        reading.error(place, sentence, Optional.of(advice));
        return Optional.empty();
    }

    /** Remarks that another value was expected. */
    <T> Optional<T> expected(String what) {
        return wrong("expected " + what + ", found " + found());
    }

    /** What stands there, for a sentence. */
    String found() {
        return switch (node) {
            case Node.Mapping _ -> "keys with values";
            case Node.Sequence _ -> "a list";
            case Node.Scalar scalar ->
                scalar.kind() == ScalarKind.NOTHING
                        ? "nothing"
                        : (scalar.kind() == ScalarKind.TEXT ? "" : scalar.kind().words() + " ") + quoted(scalar.text());
        };
    }

    /** The single value, if it is one. */
    Optional<Node.Scalar> scalar() {
        return node instanceof Node.Scalar scalar ? Optional.of(scalar) : Optional.empty();
    }

    boolean isNothing() {
        return node instanceof Node.Scalar scalar && scalar.kind() == ScalarKind.NOTHING;
    }

    /** The items of a list. */
    Optional<List<Cell>> items(String what) {
        if (!(node instanceof Node.Sequence list)) return expected("a list of " + what);
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            Node item = list.items().get(i);
            cells.add(new Cell(reading, item, place.item(i, item.span())));
        }
        return Optional.of(cells);
    }

    /** The values of a mapping whose keys the user chooses. */
    Optional<Map<String, Cell>> named(String what) {
        if (!(node instanceof Node.Mapping mapping)) return expected(what);
        reading.asked(place.pattern() + ".*");
        return Optional.of(cells(mapping, true));
    }

    /** Opens a mapping whose keys belong to the language. */
    Optional<Section> section(String what) {
        if (!(node instanceof Node.Mapping mapping)) return expected(what);
        return Optional.of(new Section(reading, place, cells(mapping, false)));
    }

    private Map<String, Cell> cells(Node.Mapping mapping, boolean userNames) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            var at = Reading.pointAt(entry);
            Place below = userNames ? place.name(key, at) : place.key(key, at);
            Integer earlier = lines.putIfAbsent(key, entry.key().span().line());
            if (earlier == null) {
                cells.put(key, new Cell(reading, entry.value(), below));
            } else {
                reading.error(
                        new Place(below.path(), below.pattern(), entry.key().span()),
                        "this key stands here a second time",
                        Optional.of("the first is in line " + earlier + "; keep one of them"));
            }
        }
        return cells;
    }

    /** In quotes, shortened, without control characters. */
    static String quoted(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (printable.length() <= 60 ? printable : printable.substring(0, 60) + "...") + "\"";
    }
}
