package dev.leeward.steering.rfc2136;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

/**
 * Algorithms that sign messages (RFC 8945, section 6). HMAC-MD5 and HMAC-SHA1 are left out on purpose: the RFC advises
 * against both.
 */
public enum TsigAlgorithm {
    HMAC_SHA224("hmac-sha224", "HmacSHA224"),
    HMAC_SHA256("hmac-sha256", "HmacSHA256"),
    HMAC_SHA384("hmac-sha384", "HmacSHA384"),
    HMAC_SHA512("hmac-sha512", "HmacSHA512");

    private final String text;
    private final String macName;

    TsigAlgorithm(String text, String macName) {
        this.text = text;
        this.macName = macName;
    }

    /** The algorithm that configurations call so. */
    public static Optional<TsigAlgorithm> named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.text.equals(wanted))
                .findFirst();
    }

    Name wireName() {
        return TSIG.algorithmToName(text);
    }

    /** What the JDK calls it. */
    String macName() {
        return macName;
    }

    @Override
    public String toString() {
        return text;
    }
}
