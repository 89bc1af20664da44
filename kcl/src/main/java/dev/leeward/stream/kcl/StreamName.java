package dev.leeward.stream.kcl;

import com.amazonaws.services.dynamodbv2.streamsadapter.util.KinesisMapperUtil;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context.ModifyRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;

/**
 * The name of a stream as the adapter takes it: it refuses those of stores other than Amazon's, such as {@code ddblocal}. So it
 * is told another one, and what it asks for is put right on the way.
 *
 * @param real the store's own name of it
 * @param told what the adapter is told
 */
record StreamName(String real, String told) {
    private static final Pattern PARTS = Pattern.compile(".*table/(?<table>[^/]+)/stream/.*");

    /** The name of a stream with that label. */
    static StreamName of(String real, String label) {
        if (isTaken(real)) return new StreamName(real, real);
        Matcher parts = PARTS.matcher(real);
        String table =
                parts.matches() ? Optional.ofNullable(parts.group("table")).orElse("table") : "table";
        return new StreamName(real, "arn:aws:dynamodb:us-east-1:000000000000:table/" + table + "/stream/" + label);
    }

    /** It takes names apart and puts them together again, and a region that it does not know fails in the second only. */
    private static boolean isTaken(String name) {
        if (!KinesisMapperUtil.isValidDynamoDBStreamArn(name)) return false;
        try {
            String taken = KinesisMapperUtil.createKinesisStreamIdentifierFromDynamoDBStreamsArn(name, false);
            return name.equals(KinesisMapperUtil.createDynamoDBStreamsArnFromKinesisStreamName(taken));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** What the adapter calls it. */
    String identifier() {
        return KinesisMapperUtil.createKinesisStreamIdentifierFromDynamoDBStreamsArn(told, false);
    }

    /** Asks the store by its own name. */
    ExecutionInterceptor correction() {
        return new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(ModifyRequest context, ExecutionAttributes attributes) {
                return context.request() instanceof DescribeStreamRequest ask && told.equals(ask.streamArn())
                        ? ask.toBuilder().streamArn(real).build()
                        : context.request();
            }
        };
    }
}
