package dev.leeward.region;

import java.util.regex.Pattern;

/** The name of a region: lower-case letters, digits and hyphens, at most 63 characters. */
public record RegionName(String value) implements Comparable<RegionName> {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public RegionName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a region name: '" + value + "'");
        }
    }

    /** Whether {@code text} can be the name of a region. */
    public static boolean isValid(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public int compareTo(RegionName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
