package dev.leeward.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One visit to the shop.
 *
 * @param at when it began
 * @param address what the name server answered, if it did
 * @param region which region served the page, if one did
 * @param trouble why nobody did; empty when somebody did
 */
record Visit(Instant at, Duration took, Optional<String> address, Optional<String> region, String trouble) {
    boolean served() {
        return region.isPresent();
    }

    Instant endedAt() {
        return at.plus(took);
    }
}
