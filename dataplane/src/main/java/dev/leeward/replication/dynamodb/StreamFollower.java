package dev.leeward.replication.dynamodb;

import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Passage;
import dev.leeward.replication.Reading;
import dev.leeward.replication.Replicator;
import dev.leeward.stream.Description;
import dev.leeward.stream.Gap;
import dev.leeward.stream.Lineage;
import dev.leeward.stream.Memory;
import dev.leeward.stream.dynamodb.DynamoShard;
import dev.leeward.stream.dynamodb.DynamoStream;
import dev.leeward.stream.dynamodb.StreamNotes;
import dev.leeward.stream.dynamodb.StreamNotes.Recalled;
import dev.leeward.table.Looked;
import dev.leeward.table.dynamodb.DynamoCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Follows a region's stream through all its shards: looks which there are, reads each once its parents were read to their end,
 * and remembers what is finished. Where records are missing, what depends on them is not read.
 */
final class StreamFollower implements AutoCloseable {
    private static final Duration REST = Duration.ofMillis(50);
    private static final Duration MOST_REST = Duration.ofSeconds(2);
    /** How often it is written down that a shard has nothing left to apply. */
    private static final Duration CONFIRMATION = Duration.ofMinutes(5);

    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(1);

    private final RegionAccess region;
    private final String table;
    private final Passage passage;
    private final Replicator replicator;
    private final Pace pace;
    private final InstantSource clock;
    private final Reports reports;
    private final StreamNotes notes;
    private final Map<String, Follow> follows = new HashMap<>();
    private final Map<String, Instant> confirmed = new HashMap<>();
    private final Map<String, Instant> quiet = new ConcurrentHashMap<>();
    private final GapNotes gaps;
    private volatile long toldAt = Long.MIN_VALUE;
    private final Set<Gap> told = ConcurrentHashMap.newKeySet();
    private final Loop loop;
    private Memory memory = Memory.none();
    private boolean isRecalled;
    private Set<String> endedThen = Set.of();
    private long nextLook = System.nanoTime();
    private volatile List<Reading> readings = List.of();
    private volatile long writesBefore;

    StreamFollower(
            RegionAccess region,
            String table,
            Passage passage,
            Replicator replicator,
            Pace pace,
            InstantSource clock,
            Reports reports) {
        this.region = region;
        this.table = table;
        this.passage = passage;
        this.replicator = replicator;
        this.pace = pace;
        this.clock = clock;
        this.reports = reports;
        this.gaps = new GapNotes(region.store(), region.notes());
        this.notes = new StreamNotes(region.store(), region.notes());
        this.loop = new Loop("stream of " + region.name(), this::take, REST, REST, this::report);
    }

    RegionName region() {
        return region.name();
    }

    /** A shard that is being read. */
    private record Follow(DynamoShard shard, Reading reading, Loop loop) {}

    void stop() {
        loop.stop();
    }

    /** What is read of the stream; nothing while some of it may not be. */
    List<Reading> readings() {
        return readings;
    }

    /** How many local writes have been read. */
    long writes() {
        return writesBefore + readings.stream().mapToLong(Reading::writes).sum();
    }

    /** Why it is not known how much of the stream was read, where that will not pass by itself. */
    Optional<String> suspicion() {
        return told.stream().findFirst().map(Gap::sentence);
    }

    @Override
    public void close() {
        loop.close();
        follows.values().forEach(follow -> follow.loop.stop());
        follows.values().forEach(follow -> follow.loop.close());
    }

    /** Never claims to have done anything, so that it rests between two turns. */
    private boolean take() {
        if (!isRecalled) region.prepare().or(this::recall).ifPresent(this::report);
        if (!isRecalled) return false;
        finish();
        confirm();
        Set<String> ended = ended();
        if (System.nanoTime() < nextLook && ended.equals(endedThen)) return false;
        Optional<Problem> problem = look(ended);
        problem.ifPresent(this::report);
        if (problem.isEmpty()) endedThen = ended;
        // Where one could not be begun, nobody knows how far all of them are.
        readings = problem.isEmpty()
                ? follows.values().stream().map(follow -> follow.reading).toList()
                : List.of();
        nextLook = System.nanoTime() + (problem.isEmpty() ? pace.discovery() : MOST_REST).toNanos();
        return false;
    }

    private Optional<Problem> recall() {
        return switch (notes.recall(clock.instant())) {
            case Looked.Unseen(Problem problem) -> Optional.of(problem);
            case Looked.Seen(Recalled recalled) -> {
                Optional<Problem> problem = recalled.gap().flatMap(this::record);
                memory = recalled.memory();
                quiet.putAll(recalled.quiet());
                isRecalled = problem.isEmpty();
                yield problem;
            }
        };
    }

    private Set<String> ended() {
        return follows.entrySet().stream()
                .filter(follow -> follow.getValue().shard.isEnded())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Everything of a shard was read and applied. Its children may have been begun before. */
    private void finish() {
        for (String id : ended()) {
            Follow follow = follows.get(id);
            if (follow == null || !follow.reading.isSettled()) continue;
            if (passage.covers(id) || notes.finished(id).isPresent()) continue;
            memory = memory.andRead(Set.of(id));
            countBefore(follow.reading);
            passage.finish(id);
            follow.loop.stop();
            follows.remove(id);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the follower's own thread writes it
    private void countBefore(Reading finished) {
        readings =
                readings.stream().filter(reading -> !reading.equals(finished)).toList();
        writesBefore += finished.writes();
    }

    private void confirm() {
        Instant now = clock.instant();
        follows.forEach((id, follow) -> {
            boolean isDue = confirmed.getOrDefault(id, Instant.MIN).isBefore(now.minus(CONFIRMATION));
            if (!isDue || !follow.reading.isSettled()) return;
            if (notes.settled(id, now).isPresent()) return;
            confirmed.put(id, now);
            quiet.put(id, now);
        });
    }

    /**
     * Looks at the stream.
     *
     * @param ended the shards that had been read to their end before this look: their children are described by now
     */
    private Optional<Problem> look(Set<String> ended) {
        return switch (DynamoStream.of(region.store(), table)) {
            case Looked.Unseen(Problem problem) -> Optional.of(problem);
            case Looked.Seen(DynamoStream stream) ->
                switch (stream.describe(region.store())) {
                    case Looked.Unseen(Problem problem) -> Optional.of(problem);
                    case Looked.Seen(Description now) -> follow(stream, now, ended);
                };
        };
    }

    private Optional<Problem> follow(DynamoStream stream, Description now, Set<String> ended) {
        Optional<Problem> lost =
                takeNote(stream, Lineage.of(now, memory.andRead(ended)).gaps());
        if (lost.isPresent()) return lost;
        var lineage = Lineage.of(now, memory.andRead(ended));
        now.shards().stream()
                .map(shard -> shard.id())
                .filter(id -> !ended.contains(id) && !memory.finished().contains(id))
                .forEach(passage::cover);
        ended.stream()
                .filter(id -> !now.childrenOf(id).isEmpty() || now.shard(id).isEmpty())
                .forEach(passage::leave);
        for (String id : lineage.readable()) {
            Optional<Problem> problem = follows.containsKey(id) ? Optional.empty() : begin(stream, id);
            if (problem.isPresent()) return problem;
        }
        return memory.label().isPresent() ? forget(now) : label(now);
    }

    /** Has what is missing remembered, and then goes on without it. */
    private Optional<Problem> takeNote(DynamoStream stream, List<Gap> gaps) {
        for (Gap gap : gaps) {
            Optional<Problem> problem = switch (gap) {
                case Gap.Renewed(String former, String _) ->
                    record(stream.after(former)).or(this::startOver);
                case Gap.Vanished(String shard) ->
                    follows.containsKey(shard) ? Optional.empty() : record(gap).or(() -> pass(shard));
                case Gap.Trimmed _, Gap.Stale _, Gap.Remade _ -> record(gap);
            };
            if (problem.isPresent()) return problem;
        }
        return Optional.empty();
    }

    /** Of another stream nothing was read yet. */
    private Optional<Problem> startOver() {
        follows.values().forEach(follow -> follow.loop.stop());
        follows.values().forEach(follow -> follow.loop.close());
        for (String id : memory.all()) {
            Optional<Problem> problem = notes.forget(id);
            if (problem.isPresent()) return problem;
            passage.leave(id);
            passage.finish(id);
        }
        follows.clear();
        confirmed.clear();
        quiet.clear();
        memory = Memory.none();
        return Optional.empty();
    }

    /** Its children may be read. */
    private Optional<Problem> pass(String shard) {
        Optional<Problem> problem = notes.finished(shard);
        if (problem.isPresent()) return problem;
        memory = memory.andRead(Set.of(shard));
        passage.leave(shard);
        passage.finish(shard);
        return Optional.empty();
    }

    /** Written down before anything is read, so that it is known that there was something to be read. */
    private Optional<Problem> begin(DynamoStream stream, String id) {
        if (!memory.begun().contains(id)) {
            Instant now = clock.instant();
            Optional<Problem> problem = notes.begun(id, now);
            if (problem.isPresent()) return problem;
            memory = memory.andBegun(id);
        }
        var shard = new DynamoShard(region.store(), stream, id, keeper(id));
        var checkpoint = new SparingCheckpoint(
                new DynamoCheckpoint(region.store(), region.notes(), id),
                BETWEEN_CHECKPOINTS,
                () -> Instant.EPOCH.plusNanos(System.nanoTime()));
        Reading reading = replicator.read(new Replicator.Shard(id, new Paced(shard, pace.poll()), checkpoint));
        var reader = new Loop("shard " + id, () -> read(reading), REST, MOST_REST, this::report);
        follows.put(id, new Follow(shard, reading, reader));
        return Optional.empty();
    }

    private boolean read(Reading reading) {
        boolean isFine = reading.take();
        reading.problem().ifPresent(this::report);
        return isFine;
    }

    /** The first look is over: from now on, a shard that comes from nowhere is a gap. */
    private Optional<Problem> label(Description now) {
        Optional<Problem> problem = notes.begin(now.label());
        if (problem.isEmpty()) memory = memory.of(now.label());
        return problem;
    }

    /** What was finished, is not described any more and has no child that is, will not be asked for again. */
    private Optional<Problem> forget(Description now) {
        List<String> old = memory.finished().stream()
                .filter(id -> now.shard(id).isEmpty() && now.childrenOf(id).isEmpty())
                .toList();
        for (String id : old) {
            Optional<Problem> problem = notes.forget(id);
            if (problem.isPresent()) return problem;
            memory = memory.without(id);
        }
        return Optional.empty();
    }

    private DynamoShard.Keeper keeper(String shard) {
        return new DynamoShard.Keeper() {
            @Override
            public Optional<Problem> record(Gap gap) {
                return StreamFollower.this.record(gap);
            }

            @Override
            public boolean isUpToDate() {
                Instant earliest = clock.instant().minus(StreamNotes.KEPT);
                return Optional.ofNullable(quiet.get(shard))
                        .filter(earliest::isBefore)
                        .isPresent();
            }
        };
    }

    /** Tells of it, and has it remembered; nobody may go on before that. */
    private Optional<Problem> record(Gap gap) {
        if (told.add(gap)) reports.gap(region.name(), gap);
        toldAt = Long.MAX_VALUE;
        Optional<Problem> problem = gaps.record(gap, clock.instant());
        if (problem.isEmpty()) toldAt = System.nanoTime();
        return problem;
    }

    /** All gaps that had been remembered by then are over. */
    void healed(long then) {
        if (toldAt < then) told.clear();
    }

    private void report(Problem problem) {
        reports.problem(region.name(), problem);
    }
}
