package dev.leeward.api.body;

import dev.leeward.control.Desk.Readiness;

/** How the node itself is. */
public record NodeBody(boolean live, boolean ready, String sentence) {
    /** The outside shape of {@code readiness}. */
    public static NodeBody of(Readiness readiness) {
        return new NodeBody(readiness.live(), readiness.ready(), readiness.sentence());
    }
}
