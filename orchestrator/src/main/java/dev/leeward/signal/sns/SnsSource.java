package dev.leeward.signal.sns;

import dev.leeward.config.HookSettings;
import dev.leeward.signal.Signal;
import dev.leeward.signal.source.CloudWatchAlarms;
import dev.leeward.signal.source.Delivery;
import dev.leeward.signal.source.Reading;
import dev.leeward.signal.source.Refusal.Why;
import dev.leeward.signal.source.Source;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alarms of CloudWatch over Amazon SNS. The order matters: which topic it is of, and where its certificate lies, come before anything is
 * fetched; that it is signed comes before a subscription is confirmed.
 */
public final class SnsSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(SnsSource.class);
    /** SNS tries again for up to an hour. */
    private static final Duration OLDEST = Duration.ofHours(1);

    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final HookSettings.Sns settings;
    private final Fetch fetch;
    private final SigningCertificates certificates;

    /**
     * Of one that is configured so.
     *
     * @param nanos a clock like {@link System#nanoTime()}
     */
    public SnsSource(HookSettings.Sns settings, Fetch fetch, LongSupplier nanos) {
        this.settings = settings;
        this.fetch = fetch;
        this.certificates = new SigningCertificates(fetch, nanos);
    }

    @Override
    public Reading read(Delivery delivery) {
        var parsed = SnsMessage.parse(delivery.text());
        if (parsed.isEmpty())
            return Reading.refused(Why.MALFORMED, "it is no message of SNS: switch raw message delivery off");
        var message = parsed.get();
        var topic = message.text("TopicArn");
        if (!settings.topics().contains(topic)) {
            return Reading.refused(Why.NOT_ALLOWED, "its topic has no say here: name it under topics of this source");
        }
        if (!message.text("SignatureVersion").equals("2")) {
            return Reading.refused(
                    Why.FORGED, "it is signed in version 1, with SHA-1: set SignatureVersion of the topic to 2");
        }
        var address = SnsAddress.certificate(message.text("SigningCertURL"), topic);
        if (address.isEmpty())
            return Reading.refused(Why.FORGED, "its SigningCertURL is none of SNS in the region of its topic");
        return switch (certificates.at(address.get(), delivery.at())) {
            case SigningCertificates.Found.Later _ ->
                Reading.refused(Why.UNPROVEN, "the certificate that it is signed with cannot be fetched now");
            case SigningCertificates.Found.Unfit(String why) -> Reading.refused(Why.FORGED, why);
            case SigningCertificates.Found.Key(var key) ->
                message.isSignedWith(key)
                        ? proven(message, delivery.at())
                        : Reading.refused(Why.FORGED, "its signature is not of what it says");
        };
    }

    private Reading proven(SnsMessage message, Instant now) {
        var sent = time(message.text("Timestamp"));
        if (sent.isEmpty()) return Reading.refused(Why.MALFORMED, "its Timestamp is no time");
        if (sent.get().isBefore(now.minus(OLDEST)) || sent.get().isAfter(now.plus(AHEAD))) {
            return Reading.refused(Why.STALE, "it was sent more than an hour ago, or the clock of this node is wrong");
        }
        return switch (message.type()) {
            case SnsMessage.SUBSCRIPTION -> confirmed(message);
            case SnsMessage.UNSUBSCRIPTION -> {
                LOG.warn(
                        "{}: somebody ended the subscription to {}; nothing is heard from it any more",
                        settings.name(),
                        message.text("TopicArn"));
                yield understood(List.of(), message, sent.get(), now);
            }
            default ->
                understood(
                        CloudWatchAlarms.ofMessage(settings.name(), message.text("Message")).stream()
                                .toList(),
                        message,
                        sent.get(),
                        now);
        };
    }

    private Reading confirmed(SnsMessage message) {
        var topic = message.text("TopicArn");
        var address = SnsAddress.confirmation(message.text("SubscribeURL"), topic);
        if (address.isEmpty())
            return Reading.refused(Why.FORGED, "its SubscribeURL is none of SNS in the region of its topic");
        if (fetch.get(address.get()).isEmpty())
            return Reading.refused(Why.UNPROVEN, "the subscription cannot be confirmed now");
        LOG.info("{}: the subscription to {} is confirmed", settings.name(), topic);
        return new Reading.Understood(List.of(), true, Optional.of(message.text("MessageId")), Duration.ZERO);
    }

    private static Reading understood(List<Signal> signals, SnsMessage message, Instant sent, Instant now) {
        var age = Duration.between(sent, now);
        return new Reading.Understood(
                signals, true, Optional.of(message.text("MessageId")), age.isNegative() ? Duration.ZERO : age);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException notOne) {
            // The caller refuses the message.
            return Optional.empty();
        }
    }
}
