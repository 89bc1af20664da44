package dev.leeward.agents;

import dev.leeward.config.AgentSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Which token is whose. Keeps hashes only, compares in constant time, and looks at every one whichever matches. */
final class Bearers {
    private final List<Known> known;

    private Bearers(List<Known> known) {
        this.known = List.copyOf(known);
    }

    private record Known(AgentId id, String hash) {}

    static Bearers of(List<AgentSettings> agents) {
        var known = new ArrayList<Known>();
        for (var each : agents) {
            known.add(new Known(AgentId.of(each), sha256(each.token().reveal().strip())));
        }
        return new Bearers(known);
    }

    Optional<AgentId> find(String token) {
        var hash = sha256(token.strip());
        Optional<AgentId> found = Optional.empty();
        for (var each : known) {
            if (MessageDigest.isEqual(bytes(each.hash()), bytes(hash))) found = Optional.of(each.id());
        }
        return found;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
