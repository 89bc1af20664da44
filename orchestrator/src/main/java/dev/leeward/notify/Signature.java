package dev.leeward.notify;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets a receiver know that a notice is ours and fresh: HMAC-SHA-256 (RFC 2104) over the time stamp, a full stop and the
 * body. The receiver computes the same, compares in constant time, and refuses time stamps older than a few minutes.
 */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** The value of {@code X-Leeward-Signature}: {@code sha256=} and the code in hex. */
    static String of(String key, long timestamp, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            var code = mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return "sha256=" + HexFormat.of().formatHex(code);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("any bytes are a key for " + ALGORITHM, e);
        }
    }
}
