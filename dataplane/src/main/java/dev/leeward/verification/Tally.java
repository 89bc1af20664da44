package dev.leeward.verification;

import dev.leeward.fault.Problem;
import dev.leeward.item.Digest;
import dev.leeward.verification.Difference.Kind;
import dev.leeward.verification.Report.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what suspects turned out to be, and names some of them. */
final class Tally {
    private final List<Side> sides;
    private final int listed;
    private final List<Map<Kind, Long>> standing = new ArrayList<>();
    private final long[] settling;
    private final List<Difference> differences = new ArrayList<>();
    private Optional<Problem> trouble = Optional.empty();
    private long admitted;
    private long settled;
    private long notCompared;
    private long notConfirmed;
    private long unreadable;

    Tally(List<Side> sides, int listed) {
        this.sides = sides;
        this.listed = listed;
        settling = new long[sides.size()];
        for (Side _ : sides) standing.add(new EnumMap<>(Kind.class));
    }

    /** Whether one more is to be looked at again, of so many. */
    boolean admit(long most) {
        if (admitted == most) {
            notConfirmed++;
            return false;
        }
        admitted++;
        return true;
    }

    void skip(long keys) {
        notCompared += keys;
    }

    void add(Suspect suspect) {
        switch (suspect.found()) {
            case Suspect.Found.Equal _ -> settled++;
            case Suspect.Found.Unread(Optional<Problem> problem) -> {
                unreadable++;
                trouble = trouble.or(() -> problem);
            }
            case Suspect.Found.Different(List<Optional<Digest>> held, boolean isSettling) -> {
                for (int side = 1; side < held.size(); side++) {
                    if (!held.get(side).equals(held.getFirst())) add(suspect, side, held, isSettling);
                }
            }
        }
    }

    private void add(Suspect suspect, int side, List<Optional<Digest>> held, boolean isSettling) {
        Kind kind = kind(held.getFirst(), held.get(side));
        if (isSettling) settling[side]++;
        else standing.get(side).merge(kind, 1L, Long::sum);
        if (differences.size() == listed) return;
        differences.add(new Difference(suspect.key(), sides.get(side).replica().region(), kind, isSettling));
    }

    private static Kind kind(Optional<Digest> first, Optional<Digest> here) {
        if (here.isEmpty()) return Kind.MISSING;
        return first.isEmpty() ? Kind.EXTRA : Kind.DIFFERENT;
    }

    Report report(List<Reading> readings, Duration reading, Duration length) {
        var parts = new ArrayList<Part>();
        for (int number = 0; number < sides.size(); number++) parts.add(part(number, readings));
        differences.sort(
                Comparator.comparing((Difference difference) -> difference.key().toString())
                        .thenComparing(Difference::region));
        return new Report(
                sides.getFirst().replica().table(),
                parts,
                differences,
                settled,
                notCompared,
                notConfirmed,
                unreadable,
                trouble,
                reading,
                length);
    }

    private Part part(int number, List<Reading> readings) {
        Side side = sides.get(number);
        var own =
                readings.stream().filter(reading -> reading.side().equals(side)).toList();
        var counts = standing.get(number);
        return new Part(
                side.replica().region(),
                own.stream().mapToLong(Reading::items).sum(),
                own.stream().mapToDouble(Reading::units).sum(),
                own.stream().flatMap(reading -> reading.unread().stream()).toList(),
                counts.getOrDefault(Kind.MISSING, 0L),
                counts.getOrDefault(Kind.EXTRA, 0L),
                counts.getOrDefault(Kind.DIFFERENT, 0L),
                settling[number]);
    }
}
