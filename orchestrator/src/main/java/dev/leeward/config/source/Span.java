package dev.leeward.config.source;

/**
 * Where something stands in a text.
 *
 * @param line from 1
 * @param column from 1, in code points
 * @param width code points on that line, at least 1
 */
public record Span(int line, int column, int width) implements Comparable<Span> {
    /** The beginning of the text. */
    public static final Span START = new Span(1, 1, 1);

    @Override
    public int compareTo(Span other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }
}
