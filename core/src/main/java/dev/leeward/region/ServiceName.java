package dev.leeward.region;

import java.util.regex.Pattern;

/** The name of a service: lower-case letters, digits and hyphens, at most 63 characters. */
public record ServiceName(String value) implements Comparable<ServiceName> {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public ServiceName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a service name: '" + value + "'");
        }
    }

    /** Whether {@code text} can be the name of a service. */
    public static boolean isValid(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public int compareTo(ServiceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
