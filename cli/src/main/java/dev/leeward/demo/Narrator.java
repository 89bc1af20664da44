package dev.leeward.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Tells the story, a line at a time, and shows each line at once. */
final class Narrator {
    private static final int WIDTH = 100;

    private final PrintWriter out;
    private final boolean colours;

    Narrator(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** A new chapter. */
    void chapter(String title) {
        line("");
        line(paint("1", title));
    }

    /** A paragraph. */
    void say(String text) {
        wrapped("  ", "  ", text);
    }

    /** A line as it is. */
    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** What happened {@code since} a moment ago. */
    void moment(Instant since, Instant at, String text) {
        var seconds = seconds(Duration.between(since, at));
        wrapped("  %9s  ".formatted("+" + seconds), " ".repeat(13), text);
    }

    /** Something that was checked and holds. */
    void right(String text) {
        wrapped("  " + paint("32", "ok") + "     ", "         ", text);
    }

    /** Something that was checked and does not hold. */
    void wrong(String text) {
        wrapped("  " + paint("1;31", "WRONG") + "  ", "         ", text);
    }

    /** {@code 1.23 s}. */
    static String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.2f s", length.toMillis() / 1000.0);
    }

    private void wrapped(String first, String indent, String text) {
        var line = new StringBuilder(first);
        int length = indent.length();
        boolean empty = true;
        for (var word : text.strip().split("\\s+")) {
            if (!empty && length + 1 + word.length() > WIDTH) {
                line(line.toString());
                line = new StringBuilder(indent);
                length = indent.length();
                empty = true;
            }
            if (!empty) line.append(' ');
            length += word.length() + (empty ? 0 : 1);
            line.append(word);
            empty = false;
        }
        line(line.toString());
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
