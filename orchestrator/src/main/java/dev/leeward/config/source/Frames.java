package dev.leeward.config.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the line that a remark is about, with a pointer below it and everything that may be a secret covered. */
public final class Frames {
    private static final int MAX_WIDTH = 110;

    /** Values of keys that sound like secrets, unless they are references. */
    private static final Pattern SOUNDS_SECRET = Pattern.compile(
            "(?i)((?:token|secret|password|passwd|credential|auth\\w*|[\\w-]*key)[\\w-]*[\"']?\\s*:\\s*)"
                    + "(?!\\s*[\"']?\\$\\{|\\s*\\{)(\"[^\"]*\"?|'[^']*'?|[^\\s,}#][^,}#]*)");

    private final List<String> lines;
    private final List<Span> covered = new ArrayList<>();

    /** Frames of {@code source}. */
    public Frames(SourceText source) {
        this.lines = source.lines();
    }

    /** Never shows what stands at {@code span}. */
    public void cover(Span span) {
        covered.add(span);
    }

    /** The frame of {@code span}; empty when that line does not exist. */
    public Optional<String> around(Span span) {
        if (span.line() > lines.size()) return Optional.empty();
        int[] line = lines.get(span.line() - 1).codePoints().toArray();
        covered.stream().filter(c -> c.line() == span.line()).forEach(c -> blank(line, c));
        String shown = SOUNDS_SECRET
                .matcher(new String(line, 0, line.length))
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1)
                        + "*"
                                .repeat(found.group(2)
                                        .codePointCount(0, found.group(2).length()))));
        return Optional.of(drawn(shown.replace('\t', ' '), span));
    }

    private static String drawn(String line, Span span) {
        int length = line.codePointCount(0, line.length());
        int from = Math.max(0, Math.min(span.column() - 1 - MAX_WIDTH / 2, length - MAX_WIDTH));
        int to = Math.min(length, from + MAX_WIDTH);
        String part = line.substring(line.offsetByCodePoints(0, from), line.offsetByCodePoints(0, to));
        String number = Integer.toString(span.line());
        int column = Math.max(0, span.column() - 1 - from);
        int width = Math.max(1, Math.min(span.width(), MAX_WIDTH - Math.min(column, MAX_WIDTH)));
        return "  " + number + " | " + part + System.lineSeparator() + " ".repeat(number.length() + 2) + " | "
                + " ".repeat(column) + "^".repeat(width);
    }

    private static void blank(int[] line, Span span) {
        int end = Math.min(line.length, span.column() - 1 + span.width());
        for (int i = Math.max(0, span.column() - 1); i < end; i++) {
            line[i] = '*';
        }
    }
}
