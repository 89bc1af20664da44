package dev.leeward.signal.source;

import dev.leeward.config.HookSettings.Credential;
import dev.leeward.signal.source.Refusal.Why;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Checks what a sender shows in a header with every delivery. */
final class Credentials {
    private Credentials() {}

    /** Why {@code delivery} does not show {@code expected}, if it does not. */
    static Optional<Refusal> refusal(Credential expected, Delivery delivery) {
        return switch (expected) {
            case Credential.Bearer(var token) ->
                shows(delivery, "Authorization", "Bearer " + token.reveal(), "the bearer token of this source");
            case Credential.Basic(var user, var password) ->
                shows(
                        delivery,
                        "Authorization",
                        "Basic " + base64(user + ":" + password.reveal()),
                        "user name and password of this source");
            case Credential.ApiKey(var header, var value) ->
                shows(delivery, header, value.reveal(), "the key of this source in the header " + header);
        };
    }

    private static Optional<Refusal> shows(Delivery delivery, String header, String expected, String what) {
        var given = delivery.header(header).map(text -> text.strip());
        if (given.filter(text -> Proof.same(lowerScheme(text), lowerScheme(expected)))
                .isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                new Refusal(Why.FORGED, given.isEmpty() ? "it does not show " + what : "what it shows is not " + what));
    }

    /** Schemes are the same in upper and lower case (RFC 9110, 11.1). */
    private static String lowerScheme(String text) {
        for (var scheme : new String[] {"bearer ", "basic "}) {
            if (text.regionMatches(true, 0, scheme, 0, scheme.length()))
                return scheme + text.substring(scheme.length());
        }
        return text;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
