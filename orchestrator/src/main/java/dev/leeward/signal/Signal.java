package dev.leeward.signal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What another monitor says of one thing it watches.
 *
 * @param source by which source it came, as the configuration calls it
 * @param identity names what it is about, so that its end is known to be its end
 * @param changedAt when the sender says it became so; where it is given, what is older never replaces what is younger
 * @param labels what probes match
 * @param sentence for people; from outside, so shortened and without control characters
 */
public record Signal(
        String source,
        String identity,
        SignalState state,
        Optional<Instant> changedAt,
        Map<String, String> labels,
        String sentence) {
    private static final int LONGEST_IDENTITY = 256;
    private static final int LONGEST_SENTENCE = 200;
    private static final int MOST_LABELS = 64;
    private static final int LONGEST_LABEL = 1_024;

    public Signal {
        identity = plain(identity, LONGEST_IDENTITY);
        sentence = plain(sentence, LONGEST_SENTENCE);
        var bounded = new TreeMap<String, String>();
        labels.forEach((name, value) -> {
            if (bounded.size() < MOST_LABELS) bounded.put(plain(name, LONGEST_LABEL), plain(value, LONGEST_LABEL));
        });
        labels = Map.copyOf(bounded);
    }

    /** Whether it has each of {@code wanted} with its very value. */
    public boolean has(Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
    }

    private static String plain(String text, int longest) {
        var shown = text.codePoints()
                .limit(longest)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return shown.length() <= longest ? shown : shown.substring(0, longest);
    }
}
