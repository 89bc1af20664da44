package dev.leeward.steering.route53;

import dev.leeward.region.RecordType;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The canonical spelling of record values, since Route 53 keeps whatever spelling somebody once typed. */
final class RecordValues {
    private static final int GROUPS = 8;

    private RecordValues() {}

    /** {@code value} as {@link dev.leeward.region.Endpoints} spells it; left alone where it makes no sense. */
    static String canonical(RecordType type, String value) {
        return switch (type) {
            case A -> value;
            case AAAA -> shortest(value);
            case CNAME -> RecordName.of(value).toString();
        };
    }

    /** RFC 5952, section 4: no leading zeros, the longest and first run of two or more zero groups as "::", lower case. */
    private static String shortest(String value) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(value);
        } catch (IllegalArgumentException e) {
            return value;
        }
        if (!(address instanceof Inet6Address)) return value.toLowerCase(Locale.ROOT);
        var bytes = ByteBuffer.wrap(address.getAddress());
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) groups[i] = Short.toUnsignedInt(bytes.getShort());
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) run++;
            if (run > length) {
                start = i;
                length = run;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') text.append(':');
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
