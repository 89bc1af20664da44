package dev.leeward.emulator.linode;

import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The TTLs that are kept as they were sent. Any other is rounded up to the next of them, as the domain API does in practice;
 * 0 means the zone's default.
 */
final class LinodeTtl {
    /** What 0 comes to on a domain. */
    static final int ZONE_DEFAULT = 86_400;

    private static final NavigableSet<Integer> LISTED = new TreeSet<>(Arrays.asList(
            0, 30, 120, 300, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800, 345_600, 604_800, 1_209_600,
            2_419_200));

    private LinodeTtl() {}

    static int rounded(int seconds) {
        Integer up = LISTED.ceiling(seconds);
        return up == null ? LISTED.last() : up;
    }
}
