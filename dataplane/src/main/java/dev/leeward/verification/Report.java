package dev.leeward.verification;

import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.table.Scan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of comparing a table.
 *
 * @param regions the first is the one that the others are compared with
 * @param differences some of those that were found, by key; {@code regions} have the counts of all
 * @param settled how many keys differed when they were read, and were equal when they were looked at again
 * @param notCompared how many keys were found in fewer regions than could be told from, since a part of some region is unread
 * @param notConfirmed how many keys differed when they were read and were not looked at again, as there were too many
 * @param unreadable how many keys differed when they were read and could not be looked at again
 * @param trouble why one of the unreadable could not be read, for example
 * @param reading how long the regions were read; the rest of the time went into looking again
 */
public record Report(
        String table,
        List<Part> regions,
        List<Difference> differences,
        long settled,
        long notCompared,
        long notConfirmed,
        long unreadable,
        Optional<Problem> trouble,
        Duration reading,
        Duration length) {
    public Report {
        regions = List.copyOf(regions);
        differences = List.copyOf(differences);
    }

    /** Of one region. */
    public record Part(
            RegionName region,
            long items,
            double units,
            List<Unread> unread,
            long missing,
            long extra,
            long different,
            long settling) {
        public Part {
            unread = List.copyOf(unread);
        }

        /** How many keys surely differ. */
        public long standing() {
            return missing + extra + different;
        }
    }

    /** A segment that could not be read to its end, and after which key the rest is unknown. */
    public record Unread(Scan.Segment segment, Optional<ItemKey> after, Problem problem) {}

    /** What it comes to. */
    public enum Verdict {
        /** All was compared; nothing differs but what was being written all the time. */
        EQUAL,
        /** Something surely differs. */
        DIFFERENT,
        /** Nothing surely differs, and not all could be compared. */
        UNKNOWN
    }

    /** What it comes to. */
    public Verdict verdict() {
        if (regions.stream().anyMatch(part -> part.standing() > 0)) return Verdict.DIFFERENT;
        return isComplete() ? Verdict.EQUAL : Verdict.UNKNOWN;
    }

    /** Whether everything was read, and everything that differed was looked at again. */
    public boolean isComplete() {
        return notCompared == 0
                && notConfirmed == 0
                && unreadable == 0
                && regions.stream().allMatch(part -> part.unread().isEmpty());
    }

    /** How many differences there are, with those that are settling. */
    public long found() {
        return regions.stream()
                .mapToLong(part -> part.standing() + part.settling())
                .sum();
    }

    /** How many keys were still being written when they were last looked at. */
    public long settling() {
        return regions.stream().mapToLong(Part::settling).max().orElse(0);
    }

    /** Items read per second while regions were read, all of them together. */
    public double rate() {
        long items = regions.stream().mapToLong(Part::items).sum();
        return items / Math.max(1e-3, reading.toNanos() / 1e9);
    }
}
