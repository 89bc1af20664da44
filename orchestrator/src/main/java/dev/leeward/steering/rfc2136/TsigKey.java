package dev.leeward.steering.rfc2136;

import dev.leeward.dns.Queries;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.TSIG;

/**
 * The key that signs what is sent to a name server. Shows its secret to nobody.
 *
 * @param name as the server knows it
 * @param secret gives the secret in base64, asked for anew each time so that it can be replaced
 */
public record TsigKey(String name, TsigAlgorithm algorithm, Supplier<String> secret) {
    private static final String UNUSABLE = " is no base64 or empty";

    /** In base64, "//" is two digits: what follows a quote or a letter is no comment. */
    private static final Pattern COMMENT = Pattern.compile("(?m)(?<![^\\s;{}])(?://|#).*$|(?s:/\\*.*?\\*/)");

    private static final Pattern KEY =
            Pattern.compile("\\bkey\\s+\"?(?<name>[^\\s\"{;]+)\"?\\s*\\{(?<body>[^}]*)}", Pattern.CASE_INSENSITIVE);
    private static final Pattern ALGORITHM =
            Pattern.compile("\\balgorithm\\s+\"?(?<value>[^\\s\";]+)\"?\\s*;", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET =
            Pattern.compile("\\bsecret\\s+\"?(?<value>[^\\s\";]+)\"?\\s*;", Pattern.CASE_INSENSITIVE);

    /** What reading a key came to. */
    public sealed interface Parsed {
        /** A key that can be used. */
        record Valid(TsigKey key) implements Parsed {}

        /** No key, and why; does not quote the text. */
        record Invalid(Problem problem) implements Parsed {}
    }

    /**
     * Reads the clause that {@code tsig-keygen} writes and BIND includes: {@code key "name" { algorithm hmac-sha256; secret
     * "..."; };}. Exactly one key must stand in it.
     */
    public static Parsed parse(String text) {
        String plain = COMMENT.matcher(text).replaceAll("");
        Matcher clause = KEY.matcher(plain);
        if (!clause.find()) return invalid("it holds no clause 'key \"name\" { algorithm ...; secret \"...\"; };'");
        String name = clause.group("name");
        String body = clause.group("body");
        if (clause.find()) return invalid("it holds more than one key; keep the one for Leeward in a file of its own");
        Optional<String> algorithm = first(ALGORITHM, body);
        Optional<String> secret = first(SECRET, body);
        if (algorithm.isEmpty()) return invalid("the key " + name + " has no algorithm");
        if (secret.isEmpty()) return invalid("the key " + name + " has no secret");
        Optional<TsigAlgorithm> known = TsigAlgorithm.named(algorithm.get());
        if (known.isEmpty()) {
            return invalid("the key %s has the algorithm %s; use one of hmac-sha224, -sha256, -sha384, -sha512"
                    .formatted(name, algorithm.get()));
        }
        String base64 = secret.get();
        TsigKey key = new TsigKey(name, known.get(), () -> base64);
        return key.signer(Clock.systemUTC()).isPresent()
                ? new Parsed.Valid(key)
                : invalid("the secret of the key " + name + UNUSABLE);
    }

    /** Signs with this key; empty when its name or its secret cannot be used. */
    Optional<TSIG> signer(Clock clock) {
        try {
            byte[] bytes = Base64.getDecoder().decode(secret.get());
            if (bytes.length == 0) return Optional.empty();
            var mac = new SecretKeySpec(bytes, algorithm.macName());
            return Optional.of(new TSIG(algorithm.wireName(), Queries.absolute(name), mac, clock));
        } catch (IllegalArgumentException notBase64OrNoName) {
            return Optional.empty();
        }
    }

    /** What is wrong when there is no {@link #signer}. */
    Problem unusable() {
        return Problem.lasting(FaultCode.MISCONFIGURED, "the secret of " + this + UNUSABLE);
    }

    @Override
    public String toString() {
        return "TSIG key " + name + " (" + algorithm + ")";
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group("value")) : Optional.empty();
    }

    private static Parsed invalid(String why) {
        return new Parsed.Invalid(Problem.lasting(FaultCode.MISCONFIGURED, "the TSIG key cannot be read: " + why));
    }
}
