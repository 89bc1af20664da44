package dev.leeward.replication;

import dev.leeward.item.Item;
import dev.leeward.item.Value;
import dev.leeward.table.ChangeRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Tells what a store took away at the end of its time to live from what an application deleted. */
final class Expiry {
    /** What seems to have expired longer ago is no time to live, says AWS, and is kept. */
    private static final Duration LONGEST = Duration.ofDays(5 * 365);

    private Expiry() {}

    /**
     * Whether a record is of such a deletion: the store says so, or, where stores do not, the item had expired by then. So there, an
     * application's deletion of an expired item counts as one, too.
     */
    static boolean isOf(ChangeRecord record, Terms terms) {
        Instant latest = record.created().plus(terms.granularity());
        return record.after().isEmpty()
                && record.before()
                        .filter(item -> record.isByStore() || isOver(item, terms, latest))
                        .isPresent();
    }

    private static boolean isOver(Item item, Terms terms, Instant now) {
        return terms.expiry().filter(attribute -> isOver(item, attribute, now)).isPresent();
    }

    private static boolean isOver(Item item, String attribute, Instant now) {
        return item.attribute(attribute).orElse(new Value.Null()) instanceof Value.N(BigDecimal seconds)
                && seconds.compareTo(BigDecimal.valueOf(now.getEpochSecond())) <= 0
                && seconds.compareTo(BigDecimal.valueOf(now.minus(LONGEST).getEpochSecond())) > 0;
    }
}
