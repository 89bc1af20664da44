package dev.leeward.signal.sns;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One message that SNS posts.
 *
 * @param values its texts by name
 */
record SnsMessage(Map<String, String> values) {
    static final String NOTIFICATION = "Notification";
    static final String SUBSCRIPTION = "SubscriptionConfirmation";
    static final String UNSUBSCRIPTION = "UnsubscribeConfirmation";

    /** What is signed, in the order in which it is; a subject only where there is one. */
    private static final List<String> OF_NOTIFICATIONS =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");

    private static final List<String> OF_CONFIRMATIONS =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    SnsMessage {
        values = Map.copyOf(values);
    }

    /** The message that {@code text} is; empty where a part is missing that each has. */
    static Optional<SnsMessage> parse(String text) {
        try {
            JsonNode node = JsonMapper.shared().readTree(text);
            if (node == null || !node.isObject()) return Optional.empty();
            Map<String, String> values = new TreeMap<>();
            node.properties().forEach(each -> {
                if (each.getValue().isString())
                    values.put(each.getKey(), each.getValue().asString());
            });
            var message = new SnsMessage(values);
            return message.isWhole() ? Optional.of(message) : Optional.empty();
        } catch (JacksonException notOne) {
            // The caller refuses it with a sentence that fits.
            return Optional.empty();
        }
    }

    private boolean isWhole() {
        boolean known = List.of(NOTIFICATION, SUBSCRIPTION, UNSUBSCRIPTION).contains(type());
        return known
                && signed().stream().allMatch(name -> name.equals("Subject") || values.containsKey(name))
                && List.of("Signature", "SignatureVersion", "SigningCertURL").stream()
                        .allMatch(values::containsKey);
    }

    String type() {
        return text("Type");
    }

    /** The value of {@code name}; empty where there is none. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    private List<String> signed() {
        return type().equals(NOTIFICATION) ? OF_NOTIFICATIONS : OF_CONFIRMATIONS;
    }

    /** What the signature is of. */
    String signedText() {
        var text = new StringBuilder();
        for (var name : signed()) {
            if (values.containsKey(name))
                text.append(name).append('\n').append(text(name)).append('\n');
        }
        return text.toString();
    }

    /** Whether it is signed (version 2, SHA-256 with RSA) with the private part of {@code key}. */
    boolean isSignedWith(PublicKey key) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(signedText().getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(text("Signature")));
        } catch (GeneralSecurityException | IllegalArgumentException unfit) {
            // Another kind of key, or no base64: nothing that SNS sends.
            return false;
        }
    }
}
