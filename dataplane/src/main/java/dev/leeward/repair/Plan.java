package dev.leeward.repair;

import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.repair.Repair.Left;
import java.util.List;

/**
 * What would be done.
 *
 * @param unread keys that could not be looked at, with why
 * @param beyond how many keys are left for another time, since the limit was reached
 */
public record Plan(List<Repair> repairs, List<Left> left, List<Unread> unread, long beyond) {
    public Plan {
        repairs = List.copyOf(repairs);
        left = List.copyOf(left);
        unread = List.copyOf(unread);
    }

    /** A key that could not be looked at. */
    public record Unread(ItemKey key, Problem problem) {}
}
