package dev.leeward.steering.linode;

import dev.leeward.region.RecordType;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The canonical spelling of record values (see {@link dev.leeward.region.Endpoints}); Linode keeps what was typed. */
final class RecordValues {
    private static final int GROUPS = 8;
    private static final Pattern HOST =
            Pattern.compile("([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private RecordValues() {}

    /** {@code value} in its canonical spelling; left alone where it makes no sense. */
    static String canonical(RecordType type, String value) {
        return switch (type) {
            case A -> literal(value) instanceof Inet4Address four ? four.getHostAddress() : value;
            case AAAA -> literal(value) instanceof Inet6Address six ? shortest(six) : value;
            case CNAME -> {
                String lower = value.toLowerCase(Locale.ROOT);
                yield lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
            }
        };
    }

    /** Whether Linode can keep it; {@code [remote_addr]}, which stands for the caller's address, is none. */
    static boolean isValid(RecordType type, String value) {
        return switch (type) {
            case A -> literal(value) instanceof Inet4Address;
            case AAAA -> literal(value) instanceof Inet6Address;
            case CNAME -> HOST.matcher(value.toLowerCase(Locale.ROOT)).matches();
        };
    }

    private static @Nullable InetAddress literal(String value) {
        try {
            return InetAddress.ofLiteral(value);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    /** RFC 5952, section 4: no leading zeros, the first of the longest runs of two or more zero groups is "::". */
    private static String shortest(Inet6Address address) {
        byte[] bytes = address.getAddress();
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (Byte.toUnsignedInt(bytes[2 * i]) << 8) | Byte.toUnsignedInt(bytes[2 * i + 1]);
        }
        int start = GROUPS;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeros(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        return start == GROUPS
                ? hex(groups, 0, GROUPS)
                : hex(groups, 0, start) + "::" + hex(groups, start + length, GROUPS);
    }

    private static int zeros(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) end++;
        return end - from;
    }

    private static String hex(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (i > from) text.append(':');
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
