package dev.leeward.replication.dynamodb;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Advance;
import dev.leeward.replication.Passage;
import dev.leeward.replication.Reading;
import dev.leeward.replication.Replicator;
import dev.leeward.replication.dynamodb.Sharing.Cooperation;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

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
    /** How often those who share out the shards tell each other how far they are. */
    private static final Duration BEAT = Duration.ofMillis(500);

    private final RegionAccess region;
    private final String table;
    private final Passage passage;
    private final Replicator replicator;
    private final Pace pace;
    private final InstantSource clock;
    private final InstantSource steady;
    private final Reports reports;
    private final StreamNotes notes;
    private final Optional<Sharing> sharing;
    private final Map<String, Follow> follows = new HashMap<>();
    private final Map<String, Instant> confirmed = new HashMap<>();
    private final Map<String, Instant> quiet = new ConcurrentHashMap<>();
    private final ToldGaps gaps;
    private final Loop loop;
    private Memory memory = Memory.none();
    private boolean isRecalled;
    /** Whether a shard is this process's that it does not read yet. */
    private boolean isGiven;

    private Set<String> endedThen = Set.of();
    private long nextLook = System.nanoTime();
    private long nextBeat = System.nanoTime();
    private volatile List<Reading> readings = List.of();
    private volatile Set<String> elsewhere = Set.of();
    private volatile long writesBefore;

    StreamFollower(
            RegionAccess region,
            String table,
            Passage passage,
            Replicator replicator,
            Pace pace,
            InstantSource clock,
            InstantSource steady,
            Optional<Cooperation> cooperation,
            List<RegionName> others,
            Reports reports) {
        this.region = region;
        this.table = table;
        this.passage = passage;
        this.replicator = replicator;
        this.pace = pace;
        this.clock = clock;
        this.reports = reports;
        this.gaps = new ToldGaps(region.name(), new GapNotes(region.store(), region.notes()), clock, reports);
        this.notes = new StreamNotes(region.store(), region.notes());
        this.steady = steady;
        this.sharing = cooperation.map(with -> new Sharing(with, region, table, passage, notes, others, steady));
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

    /** How far each shard that may be read is in another region; empty while that is not known of all of them. */
    Optional<List<Advance>> towards(RegionName to) {
        Stream<Optional<Advance>> mine = readings.stream().map(reading -> reading.towards(to));
        Stream<Optional<Advance>> theirs = elsewhere.stream().map(id -> sharing.flatMap(with -> with.towards(id, to)));
        List<Optional<Advance>> all = Stream.concat(mine, theirs).toList();
        return all.isEmpty() || all.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(all.stream().flatMap(Optional::stream).toList());
    }

    /** How many local writes have been read. */
    long writes() {
        LongStream theirs = elsewhere.stream()
                .mapToLong(id -> sharing.map(with -> with.writes(id)).orElse(0L));
        LongStream mine = readings.stream().mapToLong(Reading::writes);
        return writesBefore + LongStream.concat(mine, theirs).sum();
    }

    @Override
    public void close() {
        loop.close();
        follows.values().forEach(follow -> follow.loop.stop());
        follows.values().forEach(follow -> follow.loop.close());
        sharing.ifPresent(Sharing::close);
    }

    /** Never claims to have done anything, so that it rests between two turns. */
    private boolean take() {
        if (!isRecalled) region.prepare().or(this::recall).ifPresent(this::report);
        if (!isRecalled) return false;
        sharing.flatMap(this::share).ifPresent(this::report);
        finish();
        confirm();
        Set<String> ended = ended();
        if (System.nanoTime() < nextLook && ended.equals(endedThen) && !isGiven) return false;
        isGiven = false;
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
                Optional<Problem> problem = recalled.gap().flatMap(gaps::record);
                memory = recalled.memory();
                quiet.putAll(recalled.quiet());
                isRecalled = problem.isEmpty();
                yield problem;
            }
        };
    }

    private Set<String> endedHere() {
        return follows.entrySet().stream()
                .filter(follow -> follow.getValue().shard.isEnded())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Set<String> ended() {
        return Stream.concat(endedHere().stream(), sharing.stream().flatMap(with -> with.ended().stream()))
                .collect(Collectors.toSet());
    }

    /** Hears how far the others are and tells them how far this process is; lets go of what is no longer its own. */
    private Optional<Problem> share(Sharing with) {
        if (System.nanoTime() < nextBeat) return Optional.empty();
        nextBeat = System.nanoTime() + BEAT.toNanos();
        Instant asked = steady.instant();
        if (!(notes.recall(clock.instant()) instanceof Looked.Seen<Recalled>(Recalled recalled))) {
            return Optional.of(Problem.passing(FaultCode.UNREACHABLE, "the notes cannot be read"));
        }
        memory = recalled.memory();
        quiet.putAll(recalled.quiet());
        with.hear(asked, recalled, Set.copyOf(follows.keySet()));
        var lost = new HashSet<>(follows.keySet());
        lost.removeAll(ended());
        lost.removeAll(with.held());
        lost.forEach(id -> {
            Follow follow = follows.remove(id);
            if (follow == null) return;
            countBefore(follow.reading);
            follow.loop.stop();
        });
        var mine = new HashMap<String, Reading>();
        follows.forEach((id, follow) -> mine.put(id, follow.reading));
        isGiven = !follows.keySet().containsAll(with.given(memory));
        return with.note(endedHere()).or(() -> with.tell(mine)).or(with::trouble);
    }

    private boolean leads() {
        return sharing.map(Sharing::leads).orElse(true);
    }

    /** Everything of a shard was read and applied. Its children may have been begun before. */
    private void finish() {
        for (String id : endedHere()) {
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
        sharing.ifPresent(with -> with.join(stream));
        Optional<Problem> lost = leads()
                ? takeNote(stream, Lineage.of(now, memory.andRead(ended)).gaps())
                : Optional.empty();
        if (lost.isPresent()) return lost;
        var lineage = Lineage.of(now, memory.andRead(ended));
        now.shards().stream()
                .map(shard -> shard.id())
                .filter(id -> !ended.contains(id) && !memory.finished().contains(id))
                .forEach(passage::cover);
        ended.stream()
                .filter(id -> !now.childrenOf(id).isEmpty() || now.shard(id).isEmpty())
                .forEach(id -> {
                    passage.leave(id);
                    sharing.filter(with -> with.isNoted(id)).ifPresent(with -> with.over(id, now.childrenOf(id)));
                });
        sharing.ifPresent(with -> settle(with, now, lineage, ended));
        for (String id : sharing.map(with -> with.mine(lineage, memory)).orElseGet(lineage::readable)) {
            Optional<Problem> problem = follows.containsKey(id) ? Optional.empty() : begin(stream, id);
            if (problem.isPresent()) return problem;
        }
        if (memory.label().isPresent()) return leads() ? forget(now) : Optional.empty();
        return label(now);
    }

    /** What others have brought everywhere, and what they read. */
    private void settle(Sharing with, Description now, Lineage lineage, Set<String> ended) {
        memory.finished().stream().filter(passage::covers).forEach(passage::leave);
        memory.finished().forEach(passage::finish);
        with.settle(now, memory);
        elsewhere = Stream.concat(lineage.readable().stream(), ended.stream())
                .filter(id -> !follows.containsKey(id) && !memory.finished().contains(id))
                .filter(id -> !with.held().contains(id))
                .collect(Collectors.toSet());
        if (with.leads()) gaps.look();
    }

    /** Has what is missing remembered, and then goes on without it. */
    private Optional<Problem> takeNote(DynamoStream stream, List<Gap> found) {
        for (Gap gap : found) {
            Optional<Problem> problem = switch (gap) {
                case Gap.Renewed(String former, String _) ->
                    gaps.record(stream.after(former)).or(this::startOver);
                case Gap.Vanished(String shard) ->
                    follows.containsKey(shard)
                            ? Optional.empty()
                            : gaps.record(gap).or(() -> pass(shard));
                case Gap.Trimmed _, Gap.Stale _, Gap.Remade _ -> gaps.record(gap);
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
        var shard = new DynamoShard(region.store(), stream, id, new QuietKeeper(id, gaps, quiet, clock));
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

    /** The gaps of the stream. */
    ToldGaps gaps() {
        return gaps;
    }

    private void report(Problem problem) {
        reports.problem(region.name(), problem);
    }
}
