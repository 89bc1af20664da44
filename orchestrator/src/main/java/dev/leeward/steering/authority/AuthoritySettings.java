package dev.leeward.steering.authority;

import dev.leeward.dns.ServerPlace;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How {@link DelegationAuthority} asks.
 *
 * @param servers whom to ask instead of the delegation's servers: for hidden zones, other ports, tests; usually empty
 * @param resolvers recursive resolvers that know the delegation and the servers' addresses; empty means this machine's
 * @param quorum how many servers prove an answer
 * @param families the addresses to ask at
 * @param rounds good answers in a row that each server must give, at least 1
 * @param spacing pause between a server's rounds; a server that is not current is asked ever less often, down to once a
 *     second
 * @param patience how long one question waits for its answer
 * @param parallelism questions on their way at once
 */
public record AuthoritySettings(
        List<ServerPlace> servers,
        List<InetSocketAddress> resolvers,
        Quorum quorum,
        Families families,
        int rounds,
        Duration spacing,
        Duration patience,
        int parallelism) {
    private static final int MOST_ROUNDS = 10;
    private static final int MOST_PARALLEL = 256;

    public AuthoritySettings {
        servers = List.copyOf(servers);
        resolvers = List.copyOf(resolvers);
        if (rounds < 1 || rounds > MOST_ROUNDS) throw new IllegalArgumentException("rounds: 1 to " + MOST_ROUNDS);
        if (parallelism < 1 || parallelism > MOST_PARALLEL) {
            throw new IllegalArgumentException("parallelism: 1 to " + MOST_PARALLEL);
        }
        if (spacing.isNegative()) throw new IllegalArgumentException("spacing: not negative");
        if (!patience.isPositive()) throw new IllegalArgumentException("patience: more than 0");
    }

    /** The delegation's servers, all of them, twice in a row. */
    public static AuthoritySettings defaults() {
        return new AuthoritySettings(
                List.of(), List.of(), Quorum.ALL, Families.BOTH, 2, Duration.ofMillis(100), Duration.ofSeconds(1), 32);
    }

    /** The same, but these servers are asked. */
    public AuthoritySettings withServers(List<ServerPlace> others) {
        return new AuthoritySettings(others, resolvers, quorum, families, rounds, spacing, patience, parallelism);
    }

    /** The same, but these resolvers know the delegation. */
    public AuthoritySettings withResolvers(List<InetSocketAddress> others) {
        return new AuthoritySettings(servers, others, quorum, families, rounds, spacing, patience, parallelism);
    }

    /** The same with another quorum. */
    public AuthoritySettings withQuorum(Quorum other) {
        return new AuthoritySettings(servers, resolvers, other, families, rounds, spacing, patience, parallelism);
    }

    /** The same with another patience. */
    public AuthoritySettings withPatience(Duration other) {
        return new AuthoritySettings(servers, resolvers, quorum, families, rounds, spacing, other, parallelism);
    }

    /** Kinds of addresses. */
    public enum Families {
        BOTH,
        IPV4,
        IPV6
    }
}
