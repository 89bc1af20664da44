package dev.leeward.verification;

import dev.leeward.item.Bytes;
import dev.leeward.item.Digest;
import dev.leeward.item.ItemKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares what was read of all regions, range by range. Equal sums end it there; only of ranges that differ are the keys
 * loaded, and a range that is too large for that is parted again.
 */
final class Ranges {
    private final Path folder;
    private final int loaded;
    private final List<Boolean> complete;
    private final Consumer<ItemKey> suspects;
    private long notCompared;

    /**
     * A comparison.
     *
     * @param complete which of the regions were read to their end: elsewhere a key that is not there may be there
     * @param suspects takes each key that differs
     */
    Ranges(Path folder, int loaded, List<Boolean> complete, Consumer<ItemKey> suspects) {
        this.folder = folder;
        this.loaded = loaded;
        this.complete = List.copyOf(complete);
        this.suspects = suspects;
    }

    /** How many keys are in too few regions to be compared, since a part of some region is unread. */
    long notCompared() {
        return notCompared;
    }

    void compare(List<Spill> spills) throws IOException {
        compare(spills, 0);
    }

    private void compare(List<Spill> spills, int level) throws IOException {
        for (int number = 0; number < Spill.RANGES; number++) {
            int range = number;
            List<Spill.Range> ranges =
                    spills.stream().map(spill -> spill.range(range)).toList();
            if (ranges.stream().allMatch(ranges.getFirst()::sums)) continue;
            long keys = ranges.stream().mapToLong(Spill.Range::count).sum();
            if (keys <= loaded || level == Spill.DEEPEST) load(ranges);
            else part(ranges, level + 1);
        }
    }

    private void part(List<Spill.Range> ranges, int level) throws IOException {
        var spills = new ArrayList<Spill>();
        try {
            for (Spill.Range range : ranges) {
                Spill spill = Spill.in(folder, level);
                spills.add(spill);
                range.forEach((key, high, low) -> spill.add(key, digest(high, low)));
            }
            compare(spills, level);
        } finally {
            for (Spill spill : spills) spill.close();
        }
    }

    private void load(List<Spill.Range> ranges) throws IOException {
        Map<Bytes, List<Optional<Digest>>> held = new HashMap<>();
        for (int number = 0; number < ranges.size(); number++) {
            int side = number;
            ranges.get(side)
                    .forEach((key, high, low) -> held.computeIfAbsent(
                                    Bytes.of(key),
                                    _ -> new ArrayList<>(Collections.nCopies(ranges.size(), Optional.empty())))
                            .set(side, Optional.of(digest(high, low))));
        }
        held.forEach((key, digests) -> judge(key, digests));
    }

    private void judge(Bytes key, List<Optional<Digest>> digests) {
        var known = new ArrayList<Optional<Digest>>();
        for (int side = 0; side < digests.size(); side++) {
            if (digests.get(side).isPresent() || complete.get(side)) known.add(digests.get(side));
        }
        if (known.stream().distinct().count() > 1) suspects.accept(KeyBytes.key(key.toArray()));
        else if (known.size() < digests.size()) notCompared++;
    }

    private static Digest digest(long high, long low) {
        return new Digest(Bytes.of(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array()));
    }
}
