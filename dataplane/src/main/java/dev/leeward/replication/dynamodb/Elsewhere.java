package dev.leeward.replication.dynamodb;

import dev.leeward.region.RegionName;
import dev.leeward.replication.Advance;
import dev.leeward.replication.Passage;
import dev.leeward.stream.dynamodb.Beat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far other processes are with their shards, in steady time of this one, by what they tell in beats.
 *
 * <p>Whoever asks at {@code r} and gets beat {@code n} of an owner knows that beat {@code n+1} was written after {@code r}, so all
 * that {@code n+2} says was looked up after {@code r}: it is begun only once {@code n+1} was written. What it calls so and so
 * old was no older at {@code r}. No clock is compared with another one.
 */
final class Elsewhere {
    private static final int APART = 2;
    private static final int MOST_ASKED = 64;

    private final Passage passage;
    private final Map<String, Voice> voices = new HashMap<>();

    /** For a region of that passage. */
    Elsewhere(Passage passage) {
        this.passage = passage;
    }

    /**
     * Takes in what was found.
     *
     * @param asked when the asking began
     * @param mine the shards that this process reads itself
     */
    synchronized void hear(Instant asked, Map<String, Beat> beats, Set<String> mine) {
        voices.keySet().retainAll(beats.keySet());
        beats.forEach((shard, beat) -> {
            Voice voice = voices.computeIfAbsent(shard, _ -> new Voice());
            voice.hear(asked, beat);
            if (mine.contains(shard)) return;
            voice.base().ifPresent(base -> {
                beat.stamped().map(base::minus).ifPresent(point -> passage.passed(shard, point));
                beat.delivered().map(base::minus).ifPresent(point -> passage.delivered(shard, point));
            });
        });
    }

    /** How far one of their shards is in another region; empty while nobody knows. */
    synchronized Optional<Advance> towards(String shard, RegionName region) {
        return Optional.ofNullable(voices.get(shard)).flatMap(voice -> voice.towards(region));
    }

    /** How many local writes of a shard they have read. */
    synchronized long writes(String shard) {
        return Optional.ofNullable(voices.get(shard))
                .flatMap(voice -> voice.last)
                .map(Beat::writes)
                .orElse(0L);
    }

    /** Whether nobody has been heard of a shard for a while. */
    synchronized boolean isSilent(String shard, Instant now, Duration patience) {
        Voice voice = voices.get(shard);
        return voice == null || voice.changed.plus(patience).isBefore(now);
    }

    /** What was heard of one shard. */
    private static final class Voice {
        private final Deque<Asked> earlier = new ArrayDeque<>();
        private Optional<Beat> last = Optional.empty();
        private Instant changed = Instant.MIN;

        private record Asked(long count, Instant at) {}

        void hear(Instant asked, Beat beat) {
            if (last.filter(before -> before.owner().equals(beat.owner())).isEmpty()) earlier.clear();
            if (last.filter(beat::equals).isEmpty()) changed = asked;
            last = Optional.of(beat);
            // The same beat heard later proves more.
            if (!earlier.isEmpty() && earlier.getLast().count == beat.count()) earlier.removeLast();
            earlier.addLast(new Asked(beat.count(), asked));
            if (earlier.size() > MOST_ASKED) earlier.removeFirst();
        }

        /** When one had last asked before all that the last beat says was looked up. */
        Optional<Instant> base() {
            long newest = last.map(Beat::count).orElse(Long.MIN_VALUE);
            return earlier.stream()
                    .filter(asked -> asked.count + APART <= newest)
                    .map(Asked::at)
                    .max(Instant::compareTo);
        }

        Optional<Advance> towards(RegionName region) {
            Optional<Beat.Way> way =
                    last.flatMap(beat -> Optional.ofNullable(beat.ways().get(region)));
            return way.flatMap(on -> base().map(at -> new Advance(at.minus(on.age()), on.isAtTip(), on.unapplied())));
        }
    }
}
