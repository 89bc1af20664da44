package dev.leeward.measure.secrets;

import dev.leeward.measure.Rank;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions of a secret that bear labels, by their ids; none of what they hold. */
record Shape(Map<String, List<String>> labels) {
    static final String CURRENT = "AWSCURRENT";
    private static final String PREVIOUS = "AWSPREVIOUS";

    Shape {
        labels = Map.copyOf(labels);
    }

    /** The version in force. */
    Optional<String> current() {
        return with(CURRENT);
    }

    /** The one that was in force before. */
    Optional<String> previous() {
        return with(PREVIOUS);
    }

    Optional<String> with(String label) {
        return labels.entrySet().stream()
                .filter(each -> each.getValue().contains(label))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    boolean has(String version, String label) {
        return labels.getOrDefault(version, List.of()).contains(label);
    }

    /** The highest of any move that wrote a version, also where somebody has put another one into force since. */
    Rank last() {
        return labels.values().stream()
                .flatMap(List::stream)
                .flatMap(text -> Label.in(text).stream())
                .map(Label::rank)
                .max(Comparator.naturalOrder())
                .orElse(Rank.NONE);
    }
}
