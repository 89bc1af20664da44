package dev.leeward.simulator.check;

import dev.leeward.region.RecordType;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Stand;
import dev.leeward.steering.TargetId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * S1: "at most one write-active region per failover group at any instant (active-passive)."
 *
 * <p>What region takes writes needs the data plane, which does not exist yet. Checked is what names can do for it: no record
 * type of a target ever mixes the values of two regions because a node changed it, at the source of truth or at any name
 * server; a mixture that somebody else's hand made is not ours. Different targets, and different types of one target, may
 * answer different regions for a moment: a crash between two calls leaves just that.
 */
final class NoAnswerMixesRegions extends Judge {
    private final Owned owned = new Owned();
    private final Map<TargetId, Set<SortedMap<RecordType, SortedSet<String>>>> foreign = new HashMap<>();

    NoAnswerMixesRegions(Consumer<Breach> out) {
        super("S1", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        owned.see(what);
        switch (what) {
            case Happening.Began began -> began.targets().forEach((target, stand) -> excuse(target, stand));
            case Happening.Changed changed -> {
                boolean mixedBefore = mixes(changed.target(), changed.before());
                if (changed.by().isEmpty() || mixedBefore) excuse(changed.target(), changed.after());
                else if (mixes(changed.target(), changed.after())) {
                    breach(
                            at,
                            "%s made %s answer %s",
                            changed.by().get(),
                            changed.target(),
                            changed.after().values());
                }
            }
            case Happening.Served served -> {
                boolean excused = foreign.getOrDefault(served.target(), Set.of())
                        .contains(served.after().values());
                if (mixes(served.target(), served.after()) && !excused) {
                    breach(
                            at,
                            "%s answers %s for %s",
                            served.server(),
                            served.after().values(),
                            served.target());
                }
            }
            default -> {
                // Changes no answer.
            }
        }
    }

    private boolean mixes(TargetId target, Stand stand) {
        for (var values : stand.values().values()) {
            if (owned.mixes(target, values)) return true;
        }
        return false;
    }

    private void excuse(TargetId target, Stand stand) {
        if (mixes(target, stand)) {
            foreign.computeIfAbsent(target, _ -> new HashSet<>()).add(stand.values());
        }
    }
}
