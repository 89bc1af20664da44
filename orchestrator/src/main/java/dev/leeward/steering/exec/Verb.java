package dev.leeward.steering.exec;

import java.util.Locale;

/** What a command is asked to do. */
enum Verb {
    READ,
    PLAN,
    APPLY,
    VERIFY,
    PREFLIGHT;

    /** As the command's last argument. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
