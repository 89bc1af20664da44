package dev.leeward.steering.authority;

/**
 * How many servers prove an answer. A server counts once, however many addresses it has, and only when it is current at
 * every one of them.
 *
 * @param servers that many, or 0 for all
 */
public record Quorum(int servers) {
    /** Every one. */
    public static final Quorum ALL = new Quorum(0);

    /** One server may be a single wrong or isolated machine (invariant S14). */
    private static final int FEWEST = 2;

    public Quorum {
        if (servers < 0) throw new IllegalArgumentException("a quorum is not negative");
    }

    /** That many servers, but two at least where there are two. */
    public static Quorum of(int servers) {
        if (servers < 1) throw new IllegalArgumentException("a quorum is at least 1");
        return new Quorum(servers);
    }

    /** How many of {@code counted} servers are needed; never more than there are. */
    public int needed(int counted) {
        if (servers == 0) return counted;
        return Math.min(counted, Math.max(servers, FEWEST));
    }
}
