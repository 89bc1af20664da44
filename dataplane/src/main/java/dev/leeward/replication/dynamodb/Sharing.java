package dev.leeward.replication.dynamodb;

import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Advance;
import dev.leeward.replication.Passage;
import dev.leeward.replication.Reading;
import dev.leeward.stream.Description;
import dev.leeward.stream.Lineage;
import dev.leeward.stream.Memory;
import dev.leeward.stream.dynamodb.Allotment;
import dev.leeward.stream.dynamodb.Allotments;
import dev.leeward.stream.dynamodb.Allotments.Stake;
import dev.leeward.stream.dynamodb.Beat;
import dev.leeward.stream.dynamodb.DynamoStream;
import dev.leeward.stream.dynamodb.StreamNotes;
import dev.leeward.stream.dynamodb.StreamNotes.Recalled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A follower's part where several processes share out the shards of its stream: which are its own, and how far the others are. */
final class Sharing implements AutoCloseable {
    /** How long nobody may have been heard of a shard that is read to its end until its rest is taken over. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Cooperation cooperation;
    private final RegionAccess region;
    private final String table;
    private final Passage passage;
    private final StreamNotes notes;
    private final List<RegionName> others;
    private final InstantSource steady;
    private final Elsewhere elsewhere;
    private final Set<String> noted = new HashSet<>();
    private Set<String> ended = Set.of();
    private Optional<Opened> opened = Optional.empty();
    private long beats;

    Sharing(
            Cooperation cooperation,
            RegionAccess region,
            String table,
            Passage passage,
            StreamNotes notes,
            List<RegionName> others,
            InstantSource steady) {
        this.cooperation = cooperation;
        this.region = region;
        this.table = table;
        this.passage = passage;
        this.notes = notes;
        this.others = others;
        this.steady = steady;
        this.elsewhere = new Elsewhere(passage);
    }

    /**
     * How processes work together.
     *
     * @param allotments how they share out shards
     * @param me the name of this process
     * @param leads whether this process does what only one should do
     */
    record Cooperation(Allotments allotments, String me, BooleanSupplier leads) {}

    private record Opened(String label, Allotment allotment) {}

    boolean leads() {
        return cooperation.leads.getAsBoolean();
    }

    /** Takes part in sharing out this stream, and no longer in another one; once more, if what shares it out has given up. */
    void join(DynamoStream stream) {
        boolean isJoined = opened.filter(now -> now.label.equals(stream.label())
                        && now.allotment.trouble().isEmpty())
                .isPresent();
        if (isJoined) return;
        close();
        var stake = new Stake(region.place().address(), table, stream, cooperation.me);
        opened = Optional.of(new Opened(stream.label(), cooperation.allotments.open(stake)));
    }

    /** The shards that are this process's now. */
    Set<String> held() {
        return opened.map(now -> now.allotment.held()).orElse(Set.of());
    }

    /** Those of them that have anything left to be read, by what is remembered. */
    Set<String> given(Memory memory) {
        var given = new HashSet<>(held());
        given.removeAll(ended);
        given.removeAll(memory.finished());
        return given;
    }

    /** What this process reads of what may be read: its own, and the rest of what nobody else brings to its end. */
    List<String> mine(Lineage lineage, Memory memory) {
        Set<String> held = held();
        Stream<String> orphans = ended.stream().filter(id -> !memory.finished().contains(id) && isOrphan(id));
        return Stream.concat(lineage.readable().stream().filter(held::contains), orphans)
                .toList();
    }

    /** Gives back what was brought everywhere, and what the stream does not know any more. */
    void settle(Description now, Memory memory) {
        memory.finished().forEach(id -> over(id, now.childrenOf(id)));
        held().stream().filter(id -> now.shard(id).isEmpty()).forEach(id -> over(id, now.childrenOf(id)));
    }

    /** Why nothing is shared out, if that is so. */
    Optional<Problem> trouble() {
        return opened.flatMap(now -> now.allotment.trouble());
    }

    /** The shards that anybody has stamped to their end. */
    Set<String> ended() {
        return ended;
    }

    /** A shard was read and stamped to its end, which is remembered, and these took over its keys. */
    void over(String shard, Set<String> children) {
        opened.ifPresent(now -> now.allotment.ended(shard, children));
    }

    /** Remembers that this process has stamped these to their end. */
    Optional<Problem> note(Set<String> stamped) {
        for (String shard : stamped) {
            if (noted.contains(shard)) continue;
            Optional<Problem> problem = notes.ended(shard);
            if (problem.isPresent()) return problem;
            noted.add(shard);
        }
        return Optional.empty();
    }

    /** Whether that is remembered of a shard. */
    boolean isNoted(String shard) {
        return noted.contains(shard) || ended.contains(shard);
    }

    /** Takes in what others have told, as it was found when one asked then. */
    void hear(Instant asked, Recalled recalled, Set<String> mine) {
        ended = recalled.ended();
        elsewhere.hear(asked, recalled.beats(), mine);
    }

    /** Whether the rest of a shard that was stamped to its end is this process's to bring, since nobody else does. */
    private boolean isOrphan(String shard) {
        return leads() && elsewhere.isSilent(shard, steady.instant(), PATIENCE);
    }

    /** Tells the others how far this process is. */
    Optional<Problem> tell(Map<String, Reading> mine) {
        beats++;
        for (Map.Entry<String, Reading> each : mine.entrySet()) {
            Optional<Problem> problem = notes.beat(each.getKey(), beat(each.getKey(), each.getValue()));
            if (problem.isPresent()) return problem;
        }
        return Optional.empty();
    }

    Optional<Advance> towards(String shard, RegionName to) {
        return elsewhere.towards(shard, to);
    }

    long writes(String shard) {
        return elsewhere.writes(shard);
    }

    private Beat beat(String shard, Reading reading) {
        Instant now = steady.instant();
        var ways = new HashMap<RegionName, Beat.Way>();
        for (RegionName other : others) {
            reading.towards(other)
                    .ifPresent(on -> ways.put(
                            other, new Beat.Way(Duration.between(on.safe(), now), on.isAtTip(), on.unapplied())));
        }
        return new Beat(
                cooperation.me,
                beats,
                passage.point(shard).map(point -> Duration.between(point, now)),
                passage.delivery(shard).map(point -> Duration.between(point, now)),
                reading.writes(),
                ways);
    }

    @Override
    public void close() {
        opened.ifPresent(now -> now.allotment.close());
        opened = Optional.empty();
    }
}
