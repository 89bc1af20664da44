package dev.leeward.cli;

import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import dev.leeward.table.dynamodb.DynamoAside;
import dev.leeward.verification.Difference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What replication has put aside, since a region cannot hold it: a difference that stays until the item is written again, and is
 * not one that a copy on its way would settle.
 *
 * @param reasons why, by the region that goes without
 * @param unread where nobody could read that, and why
 */
record SetAside(Map<RegionName, Map<ItemKey, String>> reasons, Map<RegionName, Problem> unread) {
    static final SetAside NOTHING = new SetAside(Map.of(), Map.of());

    SetAside {
        reasons = Map.copyOf(reasons);
        unread = Map.copyOf(unread);
    }

    /** As the notes of the regions say. */
    static SetAside in(TableRegions opened) {
        var reasons = new HashMap<RegionName, Map<ItemKey, String>>();
        var unread = new HashMap<RegionName, Problem>();
        for (TableRegions.Reached one : opened.reached()) {
            switch (new DynamoAside(one.store(), opened.table().name()).reasons()) {
                case Looked.Seen<Map<ItemKey, String>>(Map<ItemKey, String> found) -> reasons.put(one.region(), found);
                case Looked.Unseen<Map<ItemKey, String>>(Problem problem) -> unread.put(one.region(), problem);
            }
        }
        return new SetAside(reasons, unread);
    }

    /**
     * Why a region, or the first one, which the others are compared with, does not hold what another one does; empty if it is no
     * item that was set aside.
     */
    Optional<Reason> of(Difference difference, RegionName first) {
        return in(difference.region(), difference.key()).or(() -> in(first, difference.key()));
    }

    private Optional<Reason> in(RegionName region, ItemKey key) {
        return Optional.ofNullable(reasons.get(region))
                .flatMap(found -> Optional.ofNullable(found.get(key)))
                .map(why -> new Reason(region, why));
    }

    /** Which region goes without, and why. */
    record Reason(RegionName region, String why) {}
}
