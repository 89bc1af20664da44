package dev.leeward.api.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What a person orders.
 *
 * @param order failover, switchover, failback, approve, pause or resume
 * @param to where to, for a move; left out: the best ready region (home for a failback)
 * @param force rules to override by name, for a move
 * @param length how long, for a pause: {@code 2h}, {@code 90m}, {@code PT2H}
 * @param why for the journal; a pause needs it
 * @param dryRun only say what would happen
 */
public record OrderBody(
        String order,
        Optional<String> to,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> force,
        Optional<String> length,
        Optional<String> why,
        boolean dryRun) {}
