package dev.leeward.replication.dynamodb;

import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Rounds.State;
import dev.leeward.stream.Gap;
import dev.leeward.table.Looked;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The gaps of a region's stream that are told of and not over yet. */
final class ToldGaps {
    private final RegionName region;
    private final GapNotes notes;
    private final InstantSource clock;
    private final Reports reports;
    private final Set<Gap> told = ConcurrentHashMap.newKeySet();
    private volatile long toldAt = Long.MIN_VALUE;
    private volatile boolean isOpen;

    ToldGaps(RegionName region, GapNotes notes, InstantSource clock, Reports reports) {
        this.region = region;
        this.notes = notes;
        this.clock = clock;
        this.reports = reports;
    }

    /** Tells of it, and has it remembered; nobody may go on before that. */
    Optional<Problem> record(Gap gap) {
        if (told.add(gap)) reports.gap(region, gap);
        toldAt = Long.MAX_VALUE;
        Optional<Problem> problem = notes.record(gap, clock.instant());
        if (problem.isEmpty()) toldAt = System.nanoTime();
        return problem;
    }

    /** All gaps that had been remembered by then are over. */
    void healed(long then) {
        if (toldAt < then) told.clear();
    }

    /** Looks whether another process has found one. */
    void look() {
        if (notes.load() instanceof Looked.Seen<State>(State state)) isOpen = state.isSuspect();
    }

    /** Why it is not known how much of the stream was read, where that will not pass by itself. */
    Optional<String> suspicion() {
        return told.stream()
                .findFirst()
                .map(Gap::sentence)
                .or(() -> isOpen
                        ? Optional.of("records of the stream are lost, and what they told of is being looked for")
                        : Optional.empty());
    }
}
