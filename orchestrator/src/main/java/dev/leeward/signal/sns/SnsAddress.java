package dev.leeward.signal.sns;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that a message gives, which whoever forged it could make lead anywhere. Only those of SNS itself are taken, in the region
 * of a topic that has a say.
 */
final class SnsAddress {
    private static final Pattern CERTIFICATE = Pattern.compile("/SimpleNotificationService-[A-Za-z0-9]{1,64}\\.pem");
    private static final Pattern CONFIRMATION = Pattern.compile("Action=ConfirmSubscription&[A-Za-z0-9%&=:._~-]*");

    private SnsAddress() {}

    /** Where the certificate of a message of {@code topic} lies. */
    static Optional<URI> certificate(String text, String topic) {
        return ofSns(text, topic)
                .filter(uri -> CERTIFICATE.matcher(uri.getRawPath()).matches())
                .filter(uri -> uri.getRawQuery() == null);
    }

    /** Where a subscription to {@code topic} is confirmed. */
    static Optional<URI> confirmation(String text, String topic) {
        return ofSns(text, topic)
                .filter(uri -> uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                .filter(uri -> uri.getRawQuery() != null
                        && CONFIRMATION.matcher(uri.getRawQuery()).matches());
    }

    private static Optional<URI> ofSns(String text, String topic) {
        try {
            var uri = new URI(text);
            boolean plain = "https".equals(uri.getScheme())
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && (uri.getPort() == -1 || uri.getPort() == 443);
            return plain && host(topic).equals(uri.getHost()) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException notOne) {
            // The caller refuses the message.
            return Optional.empty();
        }
    }

    /** {@code arn:aws:sns:eu-central-1:123456789012:alarms} is kept at {@code sns.eu-central-1.amazonaws.com}. */
    static String host(String topic) {
        var parts = topic.split(":", 6);
        return "sns." + parts[3] + ".amazonaws.com" + (parts[1].equals("aws-cn") ? ".cn" : "");
    }
}
