package dev.leeward.notify;

import dev.leeward.aws.SdkFailure;
import dev.leeward.aws.SingleSend;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.CanonicalJson;
import dev.leeward.region.ServiceName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Publishes to a topic of Amazon SNS. Subscribers get the JSON, those by mail a text and those by SMS the sentence; severity,
 * kind and service are attributes, for their filters. Each call is made once: whether to try again is decided by the queue.
 */
public final class SnsChannel extends NamedChannel {
    private static final int MOST_SUBJECT = 100;
    private static final int MOST_SMS = 140;
    private static final int SERVER_ERROR = 500;
    private static final int HASH = 16;
    private static final String FIFO = ".fifo";

    private final SnsTopic topic;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SnsClient client;

    /** Publishes to {@code topic}. */
    public SnsChannel(String name, SnsTopic topic, Duration timeout) {
        super(name, timeout);
        this.topic = topic;
    }

    @Override
    public Delivered deliver(Notice notice, Duration limit) {
        return Bounded.call("sns", limit, () -> publish(notice, limit));
    }

    private Delivered publish(Notice notice, Duration limit) {
        try {
            // It has an answer when it returns: the message's id, which says nothing to anybody here.
            var _ = client().publish(request(notice, limit));
            return new Delivered.Done();
        } catch (SdkException e) {
            return new Delivered.Failed(problem(new SdkFailure(e)));
        }
    }

    /** Made at the first notice, not when the node begins to lead: it takes the SDK a while. */
    private SnsClient client() {
        lock.lock();
        try {
            if (client == null) client = connected();
            return client;
        } finally {
            lock.unlock();
        }
    }

    private SnsClient connected() {
        var builder = SnsClient.builder()
                .region(Region.of(topic.region()))
                .credentialsProvider(topic.credentials())
                .httpClientBuilder(SingleSend.client(timeout(), timeout()))
                .overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()));
        topic.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private PublishRequest request(Notice notice, Duration limit) {
        var request = PublishRequest.builder()
                .topicArn(topic.arn())
                .subject(subject(notice))
                .messageStructure("json")
                .message(CanonicalJson.of(Map.of(
                        "default", notice.json(),
                        "email", MailText.body(notice),
                        "sms", Texts.within(MOST_SMS, notice.sentence()))))
                .messageAttributes(attributes(notice))
                .overrideConfiguration(one -> one.apiCallTimeout(limit));
        if (topic.arn().endsWith(FIFO)) {
            request.messageGroupId(Texts.hash(notice.key(), HASH))
                    .messageDeduplicationId(Texts.hash(notice.id(), HASH));
        }
        return request.build();
    }

    private static Map<String, MessageAttributeValue> attributes(Notice notice) {
        var attributes = new HashMap<String, MessageAttributeValue>();
        attributes.put("severity", attribute(Notice.dashed(notice.severity())));
        attributes.put("kind", attribute(Notice.dashed(notice.kind())));
        attributes.put("id", attribute(notice.id()));
        notice.service().map(ServiceName::value).ifPresent(service -> attributes.put("service", attribute(service)));
        return attributes;
    }

    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    /** ASCII without control characters, as SNS demands; it refuses a notice for anything else. */
    private static String subject(Notice notice) {
        return Texts.within(MOST_SUBJECT, MailText.subject(notice).replaceAll("[^\\x20-\\x7e]", "?"));
    }

    private static Problem problem(SdkFailure failure) {
        return switch (failure.cause()) {
            case ANSWERED -> answered(failure);
            case TIMED_OUT -> Problem.passing(FaultCode.TIMED_OUT, "SNS did not answer in time");
            case NOT_SENT, BROKEN -> Problem.passing(FaultCode.UNREACHABLE, "SNS cannot be reached");
            case NO_CREDENTIALS -> Problem.passing(FaultCode.UNAUTHENTICATED, "no AWS credentials were found");
            case GARBLED -> Problem.passing(FaultCode.GARBLED, "the answer of SNS cannot be read");
        };
    }

    /** By SNS' name of the error, since throttling can be HTTP 400. Its words are not told: they can name the credential. */
    private static Problem answered(SdkFailure failure) {
        var said = "SNS says "
                + Optional.of(failure.error()).filter(e -> !e.isBlank()).orElse("HTTP " + failure.status());
        return switch (failure.error()) {
            case "Throttling",
                    "ThrottlingException",
                    "Throttled",
                    "ThrottledException",
                    "KMSThrottling",
                    "KMSThrottlingException",
                    "RequestLimitExceeded" -> Problem.passing(FaultCode.THROTTLED, said);
            case "AuthorizationError", "AuthorizationErrorException", "AccessDenied", "AccessDeniedException" ->
                Problem.lasting(FaultCode.FORBIDDEN, said);
            case "NotFound", "NotFoundException" -> Problem.lasting(FaultCode.NOT_FOUND, said);
            // Credentials are rotated, and the next ones may do.
            case "ExpiredToken", "ExpiredTokenException", "RequestExpired" ->
                Problem.passing(FaultCode.UNAUTHENTICATED, said);
            case "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch", "InvalidSecurity" ->
                Problem.lasting(FaultCode.UNAUTHENTICATED, said);
            default ->
                failure.status() >= SERVER_ERROR
                        ? Problem.passing(FaultCode.UNAVAILABLE, said)
                        : Problem.lasting(FaultCode.REJECTED, said);
        };
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (client != null) client.close();
        } finally {
            lock.unlock();
        }
    }
}
