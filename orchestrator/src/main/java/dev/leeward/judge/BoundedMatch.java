package dev.leeward.judge;

import java.io.Serial;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Regular expressions that come to an end. java.util.regex backtracks, so {@code (a+)+b} over thirty a's would take
 * minutes; it reads its text through {@link CharSequence#charAt}, which is where time can be kept.
 */
public final class BoundedMatch {

    private static final long LONGEST_NANOS = 250_000_000;
    private static final int READS_PER_GLANCE = 4_096;

    /** The pattern took too long on this text: that is the pattern's fault. */
    public static final class TooSlow extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        TooSlow(String why) {
            super(why, null, false, false);
        }
    }

    /** Thrown through java.util.regex, which knows no checked exceptions. */
    private static final class TimeIsUp extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        TimeIsUp() {
            super(null, null, false, false);
        }
    }

    private interface Question<T> {
        T ask(Matcher matcher);
    }

    private BoundedMatch() {}

    /** Whether the pattern is found anywhere in the text. */
    public static boolean finds(String pattern, String text, long end) throws TooSlow {
        return ask(pattern, text, end, Matcher::find);
    }

    /** Whether the pattern matches the whole text. */
    public static boolean matches(String pattern, String text, long end) throws TooSlow {
        return ask(pattern, text, end, Matcher::matches);
    }

    /** What the pattern's first group matches first, or all of it where it has none; empty if it is found nowhere. */
    public static Optional<String> first(String pattern, String text, long end) throws TooSlow {
        return ask(pattern, text, end, matcher -> {
            if (!matcher.find()) return Optional.empty();
            return Optional.ofNullable(matcher.group(Math.min(1, matcher.groupCount())));
        });
    }

    private static <T> T ask(String pattern, String text, long end, Question<T> question) throws TooSlow {
        long latest = System.nanoTime() + LONGEST_NANOS;
        Timed timed = new Timed(text, end - latest < 0 ? end : latest);
        try {
            return question.ask(Pattern.compile(pattern).matcher(timed));
        } catch (TimeIsUp e) {
            throw new TooSlow("the pattern " + pattern + " takes too long on this body");
        } catch (StackOverflowError e) {
            // Groups are matched by recursion: (a|b)* over a long text can use any stack up. The pattern is at fault.
            throw new TooSlow("the pattern " + pattern + " is too deep for this body");
        }
    }

    private static final class Timed implements CharSequence {
        private final String text;
        private final long latest;
        private int reads;

        Timed(String text, long latest) {
            this.text = text;
            this.latest = latest;
        }

        @Override
        public char charAt(int index) {
            if (++reads % READS_PER_GLANCE == 0 && System.nanoTime() - latest > 0) throw new TimeIsUp();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
