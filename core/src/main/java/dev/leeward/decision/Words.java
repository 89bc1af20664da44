package dev.leeward.decision;

import dev.leeward.health.RegionHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How figures read in sentences for people. */
public final class Words {
    private Words() {}

    /** {@code 1.5 s}, {@code 10 min}, {@code 24 h}: two units at most. */
    public static String of(Duration length) {
        long seconds = length.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0)
                    .replace(".0 s", " s");
        }
        if (seconds < 3600) return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        long minutes = seconds / 60;
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    /** {@code 3 s ago}. */
    public static String ago(Instant then, Instant now) {
        return of(Duration.between(then, now)) + " ago";
    }

    /** Any constant within a sentence: {@code TAKEN_BACK} reads "taken back". */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String evidence(RegionHealth health) {
        return String.join("; ", health.evidence());
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
