package dev.leeward.simulator.check;

import dev.leeward.region.RecordType;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Stand;
import dev.leeward.steering.TargetId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * S4: "a managed name never resolves to zero or unowned endpoints, at any intermediate step."
 *
 * <p>Checked: after a change by a node, at the source of truth, the name is not empty unless it was before, and each record
 * type's set is exactly one region's, unless the change left it as it was; no name server ever answers nothing, or a set
 * that is no region's, unless somebody else's hand had made the source of truth answer just that; and no node changes a name
 * that no service steers.
 *
 * <p>A region's are the endpoints of any configuration that was in force so far, since a call may be under way for as long as
 * its node stands still. Types are judged each for itself: that A moved and AAAA has not is a state a crash may leave.
 */
final class NamesAreNeverEmptyNorUnowned extends Judge {
    private final Owned owned = new Owned();
    private final Map<TargetId, Set<SortedMap<RecordType, SortedSet<String>>>> foreign = new HashMap<>();

    NamesAreNeverEmptyNorUnowned(Consumer<Breach> out) {
        super("S4", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        owned.see(what);
        switch (what) {
            case Happening.Began began -> began.targets().forEach((target, stand) -> excuse(target, stand));
            case Happening.Changed changed -> {
                if (changed.by().isPresent()) ours(at, changed);
                else excuse(changed.target(), changed.after());
            }
            case Happening.Served served -> served(at, served);
            default -> {
                // Changes no answer.
            }
        }
    }

    private void ours(Instant at, Happening.Changed changed) {
        var before = changed.before().values();
        var after = changed.after().values();
        if (!owned.managed(changed.target())) {
            breach(at, "%s changed %s, which no service steers", changed.by().orElseThrow(), changed.target());
        }
        if (after.isEmpty() && !before.isEmpty()) {
            breach(
                    at,
                    "%s answers nothing any more, after %s",
                    changed.target(),
                    changed.by().orElseThrow());
        }
        boolean leftAsItWas = false;
        for (var stands : after.entrySet()) {
            if (owned.isRegions(changed.target(), stands.getKey(), stands.getValue())) continue;
            if (stands.getValue().equals(before.getOrDefault(stands.getKey(), Collections.emptySortedSet()))) {
                leftAsItWas = true;
                continue;
            }
            breach(
                    at,
                    "%s made %s answer %s %s, which is no region's",
                    changed.by().orElseThrow(),
                    changed.target(),
                    stands.getKey(),
                    stands.getValue());
        }
        if (leftAsItWas || after.isEmpty()) excuse(changed.target(), changed.after());
    }

    private void served(Instant at, Happening.Served served) {
        var values = served.after().values();
        boolean fine = !values.isEmpty()
                && values.entrySet().stream().allMatch(e -> owned.isRegions(served.target(), e.getKey(), e.getValue()));
        if (fine || foreign.getOrDefault(served.target(), Set.of()).contains(values)) return;
        breach(at, "%s answers %s for %s", served.server(), values, served.target());
    }

    /** Somebody else made it so, or it was so from the beginning. */
    private void excuse(TargetId target, Stand stand) {
        foreign.computeIfAbsent(target, _ -> new HashSet<>()).add(stand.values());
    }
}
