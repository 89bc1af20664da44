package dev.leeward.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A zone for {@link BindServer}s: its records and the one TSIG key that may update it.
 *
 * @param name absolute, without the trailing dot
 * @param records lines of a zone file beyond SOA and NS, such as {@code www 300 IN A 192.0.2.1}
 * @param policy statements of BIND's {@code update-policy}; empty lets the key change everything
 */
public record BindZone(String name, List<String> records, List<String> policy) {
    /** The name of the key. */
    public static final String KEY_NAME = "leeward-key";

    /** The secret of the key, in base64. It guards nothing but tests. */
    public static final String KEY_SECRET = "bGVld2FyZCB0ZXN0cyBvbiBsb29wYmFjayAzMiBieXQ=";

    /** The key as BIND's configuration and {@code nsupdate -k} write it. */
    public static final String KEY_FILE =
            "key \"%s\" {\n\talgorithm hmac-sha256;\n\tsecret \"%s\";\n};\n".formatted(KEY_NAME, KEY_SECRET);

    public BindZone {
        records = List.copyOf(records);
        policy = List.copyOf(policy);
    }

    /** A zone without records that the key may change as it likes. */
    public static BindZone of(String name) {
        return new BindZone(name, List.of(), List.of());
    }

    /** The same zone with more records. */
    public BindZone with(String... lines) {
        var all = new ArrayList<>(records);
        all.addAll(List.of(lines));
        return new BindZone(name, all, policy);
    }

    /** The same zone where the key may do only what the statements grant. */
    public BindZone granting(String... statements) {
        return new BindZone(name, records, List.of(statements));
    }

    String file() {
        return """
                $ORIGIN %s.
                $TTL 300
                @ 300 IN SOA ns1 hostmaster 1 3600 600 86400 60
                @ 300 IN NS ns1
                @ 300 IN NS ns2
                ns1 300 IN A 127.0.0.1
                ns2 300 IN A 127.0.0.1
                %s
                """.formatted(name, String.join("\n", records));
    }

    String updateStatement() {
        if (policy.isEmpty()) return "allow-update { key \"" + KEY_NAME + "\"; };";
        return policy.stream().collect(Collectors.joining("; ", "update-policy { ", "; };"));
    }
}
