package dev.leeward.version;

import dev.leeward.region.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * When a write happened, so that any two writes to one key have an order everywhere: a timestamp of a hybrid logical clock
 * (Kulkarni et al., 2014). A write that overwrote another one always has the higher version, whatever the clocks said.
 *
 * @param millis wall-clock time in ms since 1970, or more where causality asked for more
 * @param counter tells versions of the same millisecond apart
 * @param region where it was written
 * @param isExpired whether it is that write after its time to live: above it, and below all others that are. A store that takes an
 *     expired item away has not seen what was written elsewhere, so its deletion must win over nothing but that very item
 */
public record Version(long millis, int counter, RegionName region, boolean isExpired) implements Comparable<Version> {
    private static final Comparator<Version> ORDER = Comparator.comparingLong(Version::millis)
            .thenComparingInt(Version::counter)
            .thenComparing(Version::region)
            .thenComparing(Version::isExpired);

    private static final int MOST_REGIONS = 1_000;

    public Version {
        if (millis < 0 || counter < 0) throw new IllegalArgumentException("a version has no negative parts");
    }

    /** The version of a write, before its time to live is over if it has one. */
    public Version(long millis, int counter, RegionName region) {
        this(millis, counter, region, false);
    }

    /** The version of rows that stood in a region before anybody counted: anything written later is above it. */
    public static Version ofOldRows(RegionName region) {
        return new Version(0, 0, region);
    }

    /**
     * The same in a region that has this place among those of its table: of the old rows of several regions, those of the first
     * one win.
     */
    public static Version ofOldRows(RegionName region, int place) {
        return new Version(0, MOST_REGIONS - place, region);
    }

    /**
     * The version of a write that a stream says happened in {@code [created, created + granularity]}. Read at once, its
     * time is that of the reading; read late, it is the latest it can have been.
     *
     * @param above what it must exceed: the version of what it overwrote
     */
    public static Version next(
            Instant now, Instant created, Duration granularity, RegionName region, Optional<Version> above) {
        long millis = Math.clamp(
                now.toEpochMilli(),
                created.toEpochMilli(),
                created.plus(granularity).toEpochMilli());
        var own = new Version(millis, 0, region);
        if (above.isEmpty() || above.get().millis() < millis) return own;
        return new Version(above.get().millis(), Math.addExact(above.get().counter(), 1), region);
    }

    /** Whether it is that of a row that stood there before anybody counted. */
    public boolean isOld() {
        return millis == 0;
    }

    /** What it becomes once its time to live is over, the same in every region. */
    public Version expired() {
        return new Version(millis, counter, region, true);
    }

    /** The lowest version of a region above this one, for what overwrote it nobody knows when. */
    public Version after(RegionName where) {
        return new Version(millis, Math.addExact(counter, 1), where);
    }

    /** The higher of the two, where there are two. */
    public static Optional<Version> higher(Optional<Version> one, Optional<Version> other) {
        if (one.isEmpty() || other.isEmpty()) return one.or(() -> other);
        return one.get().compareTo(other.get()) >= 0 ? one : other;
    }

    /** Whether this is later than {@code other}; anything is later than nothing. */
    public boolean isAbove(Optional<Version> other) {
        return other.isEmpty() || compareTo(other.get()) > 0;
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return millis + "." + counter + "@" + region + (isExpired ? " expired" : "");
    }
}
