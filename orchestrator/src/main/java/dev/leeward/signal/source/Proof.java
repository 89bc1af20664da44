package dev.leeward.signal.source;

import dev.leeward.signal.source.Refusal.Why;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What proofs of who sent something have in common. Everything is compared in constant time. */
final class Proof {
    /** As far as a sender's clock may be off, and as long as a delivery may be on its way. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private Proof() {}

    static boolean same(String given, String expected) {
        return MessageDigest.isEqual(bytes(given), bytes(expected));
    }

    /** HMAC-SHA-256 (RFC 2104) of {@code prefix} and {@code body}, in lower-case hex. */
    static String hmac(String key, String prefix, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(key), ALGORITHM));
            mac.update(bytes(prefix));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("any bytes are a key for " + ALGORITHM, e);
        }
    }

    /** The moment that {@code text} says in seconds since 1970. */
    static Optional<Instant> moment(String text) {
        return SECONDS.matcher(text).matches()
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
                : Optional.empty();
    }

    /** Why something sent at {@code sent} is not taken at {@code now} for its age, if it is not. */
    static Optional<Refusal> untimely(Instant sent, Instant now, Duration oldest) {
        if (sent.isAfter(now.plus(TOLERANCE))) {
            return Optional.of(new Refusal(
                    Why.STALE,
                    "it was signed for a time that is yet to come: see to the clocks of the sender and of this node"));
        }
        if (sent.isBefore(now.minus(oldest))) {
            return Optional.of(new Refusal(
                    Why.STALE,
                    "it was signed more than " + oldest.toMinutes()
                            + " minutes ago: send it anew, or see to the clocks of the sender and of this node"));
        }
        return Optional.empty();
    }

    /** How long something sent at {@code sent} was on its way. */
    static Duration age(Instant sent, Instant now) {
        var age = Duration.between(sent, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
