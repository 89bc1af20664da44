package dev.leeward.config.load;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The one text form of each address, so that two spellings of the same address compare equal. */
final class Addresses {
    private static final int GROUPS = 8;

    private Addresses() {}

    /** Dotted decimal, or for IPv6 what RFC 5952, section 4, recommends. */
    static String text(InetAddress address) {
        return address instanceof Inet6Address v6 ? text(v6.getAddress()) : address.getHostAddress();
    }

    private static String text(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1; // a single zero group is not shortened
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) run++;
            if (run > length) {
                start = i;
                length = run;
            }
        }
        if (start < 0) return join(groups, 0, GROUPS);
        return join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
    }

    private static String join(int[] groups, int from, int to) {
        List<String> parts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            parts.add(Integer.toHexString(groups[i]));
        }
        return String.join(":", parts);
    }
}
