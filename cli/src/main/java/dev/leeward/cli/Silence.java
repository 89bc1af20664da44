package dev.leeward.cli;

import java.time.Instant;

/** What it means that the journal cannot be reached. */
final class Silence {
    private Silence() {}

    /** Since when, and what to do. */
    static String sentence(Instant since) {
        return "The journal has not answered since " + Text.moment(since)
                + ": nothing moves by itself until it does. What is shown is as old as that.";
    }
}
