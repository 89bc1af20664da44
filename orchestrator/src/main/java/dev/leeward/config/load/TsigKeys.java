package dev.leeward.config.load;

import dev.leeward.config.TsigKey;
import dev.leeward.config.source.Node;
import dev.leeward.secret.Secret;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads TSIG keys: a reference to a key file as {@code tsig-keygen} writes it, or name, algorithm and secret. */
final class TsigKeys {
    /** RFC 8945, section 6, without hmac-md5, which must not be used any more. */
    private static final List<String> ALGORITHMS =
            List.of("hmac-sha256", "hmac-sha512", "hmac-sha384", "hmac-sha224", "hmac-sha1");

    private static final Pattern BLOCK = Pattern.compile("key\\s+\"?([^\\s\"{]+)\"?\\s*\\{([^}]*)}\\s*;?");
    private static final Pattern ALGORITHM = Pattern.compile("algorithm\\s+\"?([A-Za-z0-9.-]+)\"?\\s*;");
    private static final Pattern SECRET = Pattern.compile("secret\\s+\"?([A-Za-z0-9+/=]+)\"?\\s*;");
    private static final Pattern COMMENT = Pattern.compile("(?m)(#|//).*$|/\\*[^*]*\\*/");

    private TsigKeys() {}

    static Optional<TsigKey> parse(Cell cell) {
        return cell.node() instanceof Node.Scalar ? fromFile(cell) : parts(cell);
    }

    private static Optional<TsigKey> fromFile(Cell cell) {
        return SecretValues.reference(cell).flatMap(content -> {
            if (cell.secrets().isPretended()) {
                return Optional.of(new TsigKey("pretended", ALGORITHMS.getFirst(), content));
            }
            Matcher block = BLOCK.matcher(COMMENT.matcher(content.reveal()).replaceAll(""));
            if (!block.find()) {
                return cell.wrong(
                        "what the reference stands for is no TSIG key",
                        "let tsig-keygen write it: key \"name\" { algorithm hmac-sha256; secret \"...\"; };");
            }
            Matcher algorithm = ALGORITHM.matcher(block.group(2));
            Matcher secret = SECRET.matcher(block.group(2));
            if (!algorithm.find() || !secret.find())
                return cell.wrong("the TSIG key lacks its algorithm or its secret");
            String word = algorithm.group(1).toLowerCase(Locale.ROOT);
            if (!ALGORITHMS.contains(word)) {
                return cell.wrong("the TSIG key's algorithm is none of " + String.join(", ", ALGORITHMS));
            }
            Optional<String> name = Network.name(block.group(1));
            if (name.isEmpty()) return cell.wrong("the TSIG key's name is no DNS name");
            return base64(cell, Secret.of(secret.group(1))).map(s -> new TsigKey(name.get(), word, s));
        });
    }

    private static Optional<TsigKey> parts(Cell cell) {
        return cell.section("a reference, or name, algorithm and secret").flatMap(section -> {
            Map<String, String> words = new LinkedHashMap<>();
            ALGORITHMS.forEach(word -> words.put(word, word));
            Optional<String> name = section.require("name", "name: leeward").flatMap(Network::dnsName);
            String algorithm = section.value("algorithm", "hmac-sha256", Values.choice(words));
            Optional<Secret> secret = section.require("secret", "secret: \"${env:TSIG_SECRET}\"")
                    .flatMap(c -> SecretValues.reference(c).flatMap(s -> base64(c, s)));
            section.end();
            return name.flatMap(n -> secret.map(s -> new TsigKey(n, algorithm, s)));
        });
    }

    private static Optional<Secret> base64(Cell cell, Secret secret) {
        try {
            return Base64.getDecoder().decode(secret.reveal()).length == 0
                    ? cell.wrong("the TSIG secret is empty")
                    : Optional.of(secret);
        } catch (IllegalArgumentException e) {
            return cell.wrong("the TSIG secret is not Base64");
        }
    }
}
