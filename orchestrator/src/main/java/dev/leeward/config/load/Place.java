package dev.leeward.config.load;

import dev.leeward.config.source.Span;
import java.util.regex.Pattern;

/**
 * Where a value stands.
 *
 * @param path the way through the keys, for people
 * @param pattern the same with {@code *} for names that the user chooses and {@code []} for items: one per key of the
 *     language
 * @param span where to point at
 */
record Place(String path, String pattern, Span span) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");

    static final Place ROOT = new Place("", "", Span.START);

    /** Below a key of the language. */
    Place key(String key, Span at) {
        return new Place(path(path, key), pattern.isEmpty() ? key : pattern + "." + key, at);
    }

    /** Below a name that the user chose. */
    Place name(String name, Span at) {
        return new Place(path(path, name), pattern + ".*", at);
    }

    /** An item of a list. */
    Place item(int index, Span at) {
        return new Place(path(path, index), pattern + "[]", at);
    }

    static String path(String above, String key) {
        if (!WORD.matcher(key).matches()) return above + "[\"" + shortened(key) + "\"]";
        return above.isEmpty() ? key : above + "." + key;
    }

    static String path(String above, int index) {
        return above + "[" + index + "]";
    }

    private static String shortened(String key) {
        String printable = key.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "...";
    }
}
