package dev.leeward.api.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a person orders.
 *
 * @param order failover, switchover, failback, approve, proceed, give-up, release, pause, resume or bring-in
 * @param to where to, for a move; left out: the best ready region (home for a failback)
 * @param region around which the fence comes down, for release
 * @param force rules to override by name, for a move
 * @param length how long, for a pause: {@code 2h}, {@code 90m}, {@code PT2H}
 * @param why for the journal; a pause needs it
 * @param offline what was done offline, for bring-in
 * @param dryRun only say what would happen
 */
public record OrderBody(
        String order,
        Optional<String> to,
        Optional<String> region,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> force,
        Optional<String> length,
        Optional<String> why,
        Optional<JsonNode> offline,
        boolean dryRun) {
    /** An order to take down the fence around {@code region}. */
    public static OrderBody release(String region, Optional<String> why, boolean dryRun) {
        return new OrderBody(
                "release",
                Optional.empty(),
                Optional.of(region),
                List.of(),
                Optional.empty(),
                why,
                Optional.empty(),
                dryRun);
    }

    /** An order that brings nothing in. */
    public OrderBody(
            String order,
            Optional<String> to,
            List<String> force,
            Optional<String> length,
            Optional<String> why,
            boolean dryRun) {
        this(order, to, Optional.empty(), force, length, why, Optional.empty(), dryRun);
    }
}
