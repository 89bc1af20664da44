package dev.leeward.config.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which word was meant. */
public final class DidYouMean {
    /** Longer words are not compared: the work grows with the square. */
    private static final int MAX_LENGTH = 64;

    private DidYouMean() {}

    /** The closest of {@code words}, if one is close enough to be what {@code typed} was meant to be. */
    public static Optional<String> closest(String typed, Collection<String> words) {
        String plain = plain(typed);
        if (plain.isEmpty() || plain.length() > MAX_LENGTH) return Optional.empty();
        return words.stream()
                .filter(word -> distance(plain, plain(word)) <= allowed(plain, word))
                .min(Comparator.comparingInt((String word) -> distance(plain, plain(word)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** One slip in words of up to five letters, two in longer ones, and a third of the letters of long ones. */
    private static int allowed(String typed, String word) {
        int length = Math.max(typed.length(), word.length());
        return length < 6 ? 1 : Math.max(2, length / 3);
    }

    /** {@code stableFor}, {@code stable_for} and {@code Stable-For} differ in spelling only. */
    private static String plain(String word) {
        return word.replaceAll("([a-z])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** Damerau-Levenshtein, as optimal string alignment: insert, drop, replace, swap neighbours. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) d[i][0] = i;
        for (int j = 0; j <= b.length(); j++) d[0][j] = j;
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
        return d[a.length()][b.length()];
    }
}
