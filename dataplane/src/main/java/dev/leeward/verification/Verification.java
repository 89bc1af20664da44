package dev.leeward.verification;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.table.Looked;
import dev.leeward.table.Scan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Compares one table in all its regions while it is being written. Each region is read once, in segments side by side; what
 * was read is compared range by range; and what differs is looked at again until it settles.
 */
public final class Verification {
    private final List<Side> sides;
    private final Effort effort;
    private final Crew crew;
    private final InstantSource steady;
    private final Path folder;
    private final Watch watch;

    /**
     * A comparison that has not begun.
     *
     * @param sides two or more; the others are compared with the first
     * @param folder where temporary files go: some 20 bytes and the key for each item of each region
     */
    public Verification(List<Side> sides, Effort effort, Crew crew, InstantSource steady, Path folder, Watch watch) {
        if (sides.size() < 2) throw new IllegalArgumentException("there is nothing to compare with");
        this.sides = List.copyOf(sides);
        this.effort = effort;
        this.crew = crew;
        this.steady = steady;
        this.folder = folder;
        this.watch = watch;
    }

    /** Compares. Unseen only if this machine has no room for it; regions that cannot be read are part of the report. */
    public Looked<Report> run() {
        Instant begun = steady.instant();
        var spills = new ArrayList<Spill>();
        try {
            try {
                for (Side _ : sides) spills.add(Spill.in(folder, 0));
                List<Pace> paces =
                        sides.stream().map(_ -> new Pace(effort.rate())).toList();
                List<Reading> readings = read(spills, paces);
                Duration reading = Duration.between(begun, steady.instant());
                Tally tally = compare(readings, spills, paces);
                return new Looked.Seen<>(tally.report(readings, reading, Duration.between(begun, steady.instant())));
            } finally {
                for (Spill spill : spills) spill.close();
            }
        } catch (IOException e) {
            return new Looked.Unseen<>(
                    Problem.lasting(FaultCode.EXHAUSTED, "cannot keep temporary files in " + folder + ": " + e));
        }
    }

    private List<Reading> read(List<Spill> spills, List<Pace> paces) {
        var readings = new ArrayList<Reading>();
        var isHopeless = new AtomicBoolean();
        // Segment by segment, not region by region: should the crew be small, all regions are read at about the same
        // time.
        for (int number = 0; number < effort.segments(); number++) {
            for (int side = 0; side < sides.size(); side++) {
                readings.add(new Reading(
                        sides.get(side),
                        new Scan.Segment(number, effort.segments()),
                        spills.get(side),
                        paces.get(side),
                        effort.tries(),
                        steady,
                        watch,
                        isHopeless));
            }
        }
        crew.carryOut(readings);
        return readings;
    }

    private Tally compare(List<Reading> readings, List<Spill> spills, List<Pace> paces) throws IOException {
        var tally = new Tally(sides, effort.listed());
        // Where a whole region is unread, nothing can be told from it.
        if (sides.stream().anyMatch(side -> isBlank(side, readings))) return tally;
        List<Boolean> complete =
                sides.stream().map(side -> isComplete(side, readings)).toList();
        var batch = new ArrayList<Suspect>();
        var ranges = new Ranges(folder, effort.loaded(), complete, key -> {
            if (!tally.admit(effort.suspects())) return;
            batch.add(new Suspect(key, sides, paces, effort, steady));
            if (batch.size() == effort.batch()) settle(batch, tally);
        });
        ranges.compare(spills);
        settle(batch, tally);
        tally.skip(ranges.notCompared());
        return tally;
    }

    private void settle(List<Suspect> batch, Tally tally) {
        if (batch.isEmpty()) return;
        watch.looking(batch.size());
        crew.carryOut(List.copyOf(batch));
        batch.forEach(tally::add);
        batch.clear();
    }

    private static boolean isComplete(Side side, List<Reading> readings) {
        return of(side, readings).stream().allMatch(reading -> reading.unread().isEmpty());
    }

    private static boolean isBlank(Side side, List<Reading> readings) {
        return of(side, readings).stream()
                .allMatch(reading -> reading.items() == 0 && reading.unread().isPresent());
    }

    private static List<Reading> of(Side side, List<Reading> readings) {
        return readings.stream().filter(reading -> reading.side().equals(side)).toList();
    }
}
