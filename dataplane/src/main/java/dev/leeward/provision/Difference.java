package dev.leeward.provision;

import dev.leeward.region.RegionName;
import java.util.Locale;

/**
 * Something that stands otherwise than it is declared.
 *
 * @param declared in words
 * @param found in words
 */
public record Difference(String table, RegionName region, Aspect aspect, String declared, String found) {
    /** What of a table it is. */
    public enum Aspect {
        TABLE,
        KEY,
        INDEXES,
        BILLING,
        SCALING,
        STREAM,
        TTL,
        POINT_IN_TIME_RECOVERY,
        DELETION_PROTECTION,
        TAGS,
        REPLICAS,
        ALARMS;

        /** As it is called in the configuration. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** {@code ttl: declared expires, found none}. */
    public String sentence() {
        return aspect.word() + ": declared " + declared + ", found " + found;
    }
}
