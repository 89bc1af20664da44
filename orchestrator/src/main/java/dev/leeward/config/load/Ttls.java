package dev.leeward.config.load;

import dev.leeward.config.load.Cell.Parser;
import dev.leeward.config.source.Node;
import dev.leeward.config.source.ScalarKind;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;

/** Reads TTLs: whole seconds, as a number or with a unit. */
final class Ttls {
    /** A week. Longer ones make a move last longer than any incident. */
    private static final Duration MOST = Duration.ofDays(7);

    /**
     * What Linode takes for a record, in seconds (API v4, {@code ttl_sec}). Any other value is rounded by it; 0 means the
     * zone's default, which is a day.
     */
    private static final int[] LINODE = {
        30, 120, 300, 3600, 7200, 14_400, 28_800, 57_600, 86_400, 172_800, 345_600, 604_800
    };

    private Ttls() {}

    static Optional<Duration> any(Cell cell) {
        return seconds(cell).flatMap(ttl -> Values.within(cell, ttl, Duration.ofSeconds(1), MOST));
    }

    /** One of the TTLs that Linode does not round. */
    static Optional<Duration> linode(Cell cell) {
        return seconds(cell).flatMap(ttl -> {
            var allowed = new TreeSet<Integer>();
            for (int seconds : LINODE) allowed.add(seconds);
            int wanted = (int) Math.min(Integer.MAX_VALUE, ttl.toSeconds());
            if (allowed.contains(wanted)) return Optional.of(ttl);
            Integer below = allowed.floor(wanted);
            Integer above = allowed.ceiling(wanted);
            String nearest = below == null || above == null
                    ? "the nearest is " + (below == null ? above : below)
                    : "the nearest are " + below + " and " + above;
            return cell.wrong(
                    "Linode does not take a TTL of " + wanted + " s and would round it", nearest + " seconds");
        });
    }

    static Parser<Duration> of(boolean linode) {
        return linode ? Ttls::linode : Ttls::any;
    }

    private static Optional<Duration> seconds(Cell cell) {
        Optional<Node.Scalar> scalar = cell.scalar();
        if (scalar.isPresent() && scalar.get().kind() == ScalarKind.WHOLE) {
            return Values.number(0, Integer.MAX_VALUE).parse(cell).map(Duration::ofSeconds);
        }
        return Values.duration(Duration.ZERO, Duration.ofDays(365))
                .parse(cell)
                .flatMap(ttl -> ttl.toMillis() % 1000 == 0
                        ? Optional.of(ttl)
                        : cell.wrong("a TTL is a number of whole seconds"));
    }
}
