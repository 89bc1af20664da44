package dev.leeward.notify;

import java.time.Duration;

/**
 * How hard a channel tries.
 *
 * @param firstPause after the first failure; doubled after every further one
 * @param longestPause what doubling ends at; a longer wait that the other side asks for is honoured up to {@code giveUpAfter}
 * @param giveUpAfter age at which a notice is given up, counted from when this node first had it
 * @param reportAfter how long nothing gets through before the other channels tell of it
 * @param queue how many notices wait at most; the oldest give way
 */
public record DeliveryPolicy(
        Duration firstPause, Duration longestPause, Duration giveUpAfter, Duration reportAfter, int queue) {
    /** Pauses of 1 s to 5 min, given up after a day, told by others after 2 min, 500 in the queue. */
    public static DeliveryPolicy defaults() {
        return new DeliveryPolicy(
                Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofMinutes(2), 500);
    }

    /** The pause after {@code failures} failures in a row: between half and all of the doubled one, by {@code chance}. */
    Duration pause(int failures, double chance) {
        double doubled = firstPause.toMillis() * Math.pow(2, failures - 1.0);
        double capped = Math.min(doubled, (double) longestPause.toMillis());
        return Duration.ofMillis(Math.round(capped / 2 + capped / 2 * chance));
    }
}
