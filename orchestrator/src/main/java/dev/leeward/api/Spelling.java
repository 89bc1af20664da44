package dev.leeward.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Spelling {
    private static final int LONGEST = 64;

    private Spelling() {}

    /** {@code ", did you mean 'x'?"} when one of {@code known} is close to {@code typed}, else nothing. */
    public static String hint(String typed, Collection<String> known) {
        return closest(typed, known)
                .map(word -> ", did you mean '" + word + "'?")
                .orElse("");
    }

    /** The one of {@code known} that is closest to {@code typed}, if any is close. */
    public static Optional<String> closest(String typed, Collection<String> known) {
        if (typed.isEmpty() || typed.length() > LONGEST) return Optional.empty();
        int near = Math.max(1, typed.length() / 3);
        return known.stream()
                .filter(word -> distance(typed, word) <= near)
                .min(Comparator.comparingInt((String word) -> distance(typed, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) d[i][0] = i;
        for (int j = 0; j <= b.length(); j++) d[0][j] = j;
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
