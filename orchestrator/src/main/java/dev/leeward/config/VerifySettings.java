package dev.leeward.config;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a move is proven: who is asked, and how many must answer as ordered.
 *
 * @param servers asked instead of the servers of the zone's delegation; empty: the delegation decides
 * @param quorum how many servers must answer right; empty: all of them
 * @param rounds so many rounds of right answers in a row
 * @param timeout a move that is not proven by then is reported; the stragglers stay watched
 * @param resolvers recursive servers that are asked for the delegation; empty: those of the machine
 */
public record VerifySettings(
        List<ServerAddress> servers, OptionalInt quorum, int rounds, Duration timeout, List<ServerAddress> resolvers) {
    public VerifySettings {
        servers = List.copyOf(servers);
        resolvers = List.copyOf(resolvers);
    }

    /** Every server of the delegation, two rounds, 2 min. */
    public static VerifySettings defaults() {
        return new VerifySettings(List.of(), OptionalInt.empty(), 2, Duration.ofMinutes(2), List.of());
    }
}
