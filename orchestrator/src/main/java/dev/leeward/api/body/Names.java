package dev.leeward.api.body;

import java.util.Locale;
import java.util.Optional;

/** How values of a fixed set are spelled outside: in lower case, with hyphens. */
public final class Names {
    private Names() {}

    /** The outside spelling: {@code TARGET_READY} becomes {@code target-ready}. */
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value that is spelled {@code word} outside, if there is one. */
    public static <E extends Enum<E>> Optional<E> parse(Class<E> type, String word) {
        for (E value : type.getEnumConstants()) {
            if (of(value).equals(word)) return Optional.of(value);
        }
        return Optional.empty();
    }
}
