package dev.leeward.config.load;

import java.util.Locale;

/** How the words of the code are spelt in the file. */
final class Words {
    private Words() {}

    /** {@code AUTOMATIC} as {@code automatic}. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
