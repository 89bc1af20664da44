package dev.leeward.config.load;

import dev.leeward.config.source.DidYouMean;
import dev.leeward.config.source.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An item of a list that says by its only key what kind it is: {@code - http: {...}}.
 *
 * @param word the kind
 * @param content what belongs to it
 */
record Kind(String word, Cell content) {
    /**
     * The kind of {@code item}.
     *
     * @param known what there is
     * @param later what is planned; named as such
     */
    static Optional<Kind> of(Cell item, List<String> known, Set<String> later, String example) {
        known.forEach(word -> item.reading().asked(item.place().pattern() + "." + word));
        if (!(item.node() instanceof Node.Mapping mapping) || mapping.entries().isEmpty()) {
            return item.expected(example);
        }
        Node.Entry first = mapping.entries().getFirst();
        String word = first.key().text();
        Cell at = new Cell(
                item.reading(),
                first.value(),
                item.place().key(word, first.key().span()));
        if (later.contains(word)) return at.wrong("\"" + word + "\" is not available yet", "leave it out for now");
        if (!known.contains(word)) {
            return at.wrong(
                    "unknown kind",
                    DidYouMean.closest(word, known)
                            .map(close -> "did you mean \"" + close + "\"?")
                            .orElse("known here: " + String.join(", ", known)));
        }
        if (mapping.entries().size() > 1) {
            Node.Entry second = mapping.entries().get(1);
            Cell extra = new Cell(
                    item.reading(),
                    second.value(),
                    item.place().key(second.key().text(), second.key().span()));
            return extra.wrong(
                    "an item has one kind, this one is \"" + word + "\" already",
                    "begin a new item with \"- \", or move this key into the braces of " + word);
        }
        Cell content = new Cell(item.reading(), first.value(), item.place().key(word, Reading.pointAt(first)));
        return Optional.of(new Kind(word, content));
    }
}
