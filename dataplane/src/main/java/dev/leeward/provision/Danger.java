package dev.leeward.provision;

import java.util.Locale;

/** What a step destroys. Each is refused unless a person allows it by its name. */
public enum Danger {
    /** The table with all its items. */
    REPLACE_TABLE,
    /** An index; queries that use it fail at once. */
    REMOVE_INDEX,
    /** A replica with its items. */
    REMOVE_REPLICA,
    /** The stream of changes; whatever reads it stops. */
    STOP_STREAM,
    /** Deletion protection, or the past that could be gone back to. */
    WEAKEN_PROTECTION;

    /** As it is allowed on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
