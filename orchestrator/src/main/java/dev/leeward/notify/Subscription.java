package dev.leeward.notify;

import dev.leeward.config.Audience;

/** A channel, and which notices it is for. */
public record Subscription(Channel channel, Audience audience) {
    /** For every notice. */
    public static Subscription toEverything(Channel channel) {
        return new Subscription(channel, Audience.EVERYTHING);
    }
}
