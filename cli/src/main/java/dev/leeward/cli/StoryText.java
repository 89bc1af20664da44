package dev.leeward.cli;

import dev.leeward.simulator.forecast.Moment;
import dev.leeward.simulator.forecast.Outlook;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Prints a time line. */
final class StoryText {
    /** Nobody reads more; the JSON has all. */
    private static final int MOST = 80;

    private StoryText() {}

    static void print(PrintWriter out, Ink ink, Outlook outlook, List<Moment> story) {
        out.println("  Worst case, seed " + outlook.worst().seed() + ":");
        for (var moment : story.subList(0, Math.min(MOST, story.size()))) {
            var margin = "  %10s  %s  ".formatted(time(moment.at()), word(moment.kind(), ink));
            Wrapped.print(out, margin, moment.sentence());
        }
        if (story.size() > MOST)
            out.println("  ... and " + (story.size() - MOST) + " lines more; --output json has all");
    }

    /** {@code 1:02:03.4}, from the first fault on. */
    static String time(Duration at) {
        long tenths = at.toMillis() / 100;
        long seconds = tenths / 10;
        var rest = String.format(Locale.ROOT, "%02d.%d", seconds % 60, tenths % 10);
        if (seconds < 3600) return seconds / 60 + ":" + rest;
        return "%d:%02d:%s".formatted(seconds / 3600, seconds % 3600 / 60, rest);
    }

    private static String word(Moment.Kind kind, Ink ink) {
        var word = Text.pad(
                switch (kind) {
                    case FAULT -> "FAULT";
                    case OVER -> "over";
                    case PAGE -> "PAGE";
                    default -> kind.name().toLowerCase(Locale.ROOT);
                },
                8);
        return switch (kind) {
            case FAULT, PAGE -> ink.bad(word);
            case OVER, CLEAR -> ink.good(word);
            case DECISION, RUN -> ink.bold(word);
            default -> word;
        };
    }
}
