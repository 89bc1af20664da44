package dev.leeward.stream.kcl;

import com.amazonaws.services.dynamodbv2.streamsadapter.DynamoDBStreamsLeaseManagementFactory;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.kinesis.common.KinesisClientLibraryPackage;
import software.amazon.kinesis.leases.LeaseManagementFactory;

/**
 * Whether the library and its adapter fit each other. Newer versions of the one call what the other does not have, and die of it
 * half way through a start, or look for shards at Kinesis.
 */
final class Pair {
    private Pair() {}

    /** What does not fit, if anything does not. */
    static Optional<Problem> defect() {
        return misfit(LeaseManagementFactory.class, DynamoDBStreamsLeaseManagementFactory.class)
                .map(what -> Problem.lasting(
                        FaultCode.MISCONFIGURED,
                        "the Kinesis Client Library " + KinesisClientLibraryPackage.VERSION
                                + " and its adapter for DynamoDB Streams do not fit each other: the library calls "
                                + what
                                + ", which the adapter leaves to Kinesis. Leeward brings 3.3.0 and 2.0.1; is there another"
                                + " version on the class path?"));
    }

    /** A way to look for shards that the adapter has not made its own. */
    static Optional<String> misfit(Class<?> port, Class<?> adapter) {
        return Arrays.stream(port.getMethods())
                .filter(method -> method.getName().equals("createShardSyncTaskManager")
                        || method.getName().equals("createShardDetector"))
                .filter(method -> !method.isAnnotationPresent(Deprecated.class))
                .filter(method -> !isOwn(method, adapter))
                .map(method -> method.getName() + " with " + method.getParameterCount() + " arguments")
                .sorted()
                .findFirst();
    }

    private static boolean isOwn(Method method, Class<?> adapter) {
        return Arrays.stream(adapter.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}
