package dev.leeward.steering;

import dev.leeward.fault.Problem;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What stands at a target now. An error is never read as "nothing there". */
public sealed interface Reading {
    /**
     * The target was read at its source of truth (the provider's API, the primary name server).
     *
     * @param values what the name answers by type; may be empty: the name exists nowhere yet
     * @param ttl the shortest TTL of these records, where the target has one
     * @param epoch the highest epoch written there, {@link Epoch#NONE} when none ever was
     */
    record Found(SortedMap<RecordType, SortedSet<String>> values, Optional<Duration> ttl, Epoch epoch)
            implements Reading {
        public Found {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }

        /** Whether exactly the endpoints of {@code order} stand there. */
        public boolean answers(Endpoints endpoints) {
            return values.equals(endpoints.byType());
        }
    }

    /** It could not be read. */
    record Unreadable(Problem problem) implements Reading {}
}
