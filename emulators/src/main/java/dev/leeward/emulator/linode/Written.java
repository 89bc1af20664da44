package dev.leeward.emulator.linode;

/** What became of a write. */
sealed interface Written {
    /** It stands as {@code now}. */
    record Done(LinodeRecord now) implements Written {}

    /** It was refused. */
    record Refused(int status, String reason, String field) implements Written {}
}
