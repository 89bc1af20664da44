package dev.leeward.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Prints sentences that are longer than a line. */
final class Wrapped {
    private static final int WIDTH = 100;
    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;]*m");

    private Wrapped() {}

    /** {@code text} after {@code margin}; further lines are set in by the margin's width. */
    static void print(PrintWriter out, String margin, String text) {
        lines(margin, text).forEach(out::println);
    }

    /** The same as lines. */
    static List<String> lines(String margin, String text) {
        var lines = new ArrayList<String>();
        int indent = ESCAPE.matcher(margin).replaceAll("").length();
        var line = new StringBuilder(margin);
        int width = indent;
        boolean begun = false;
        for (var word : text.split(" ")) {
            if (begun && width + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(" ".repeat(indent));
                width = indent;
                begun = false;
            }
            if (begun) line.append(' ');
            line.append(word);
            width += word.length() + (begun ? 1 : 0);
            begun = true;
        }
        lines.add(line.toString());
        return lines;
    }
}
