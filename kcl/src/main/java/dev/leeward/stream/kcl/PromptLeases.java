package dev.leeward.stream.kcl;

import com.amazonaws.services.dynamodbv2.streamsadapter.DynamoDBStreamsLeaseManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.DdbTableConfig;
import software.amazon.kinesis.common.StreamConfig;
import software.amazon.kinesis.coordinator.DeletedStreamListProvider;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseRefresher;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseSerializer;
import software.amazon.kinesis.leases.dynamodb.TableCreatorCallback;
import software.amazon.kinesis.leases.exceptions.DependencyException;
import software.amazon.kinesis.leases.exceptions.InvalidStateException;
import software.amazon.kinesis.leases.exceptions.ProvisionedThroughputException;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.retrieval.RetrievalConfig;

/**
 * Leases that are there at once. The library waits for up to half a minute, by chance, before it fills an empty table of leases,
 * lest several machines do so together. Each lease is made by a conditional write, so they may. And it looks only every ten
 * seconds whether a table or an index that it has made is there.
 */
final class PromptLeases extends DynamoDBStreamsLeaseManagementFactory {
    private static final Logger LOG = LoggerFactory.getLogger(PromptLeases.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final LeaseManagementConfig config;
    private final DynamoDbAsyncClient tables;
    private final StreamConfig stream;
    private volatile boolean isFilling;

    PromptLeases(
            KinesisAsyncClient adapter, LeaseManagementConfig config, RetrievalConfig retrieval, StreamConfig stream) {
        super(adapter, config, retrieval);
        this.config = config;
        this.tables = config.dynamoDBClient();
        this.stream = stream;
    }

    @Override
    public DynamoDBLeaseRefresher createLeaseRefresher() {
        var table = new DdbTableConfig();
        table.billingMode(config.billingMode());
        return new DynamoDBLeaseRefresher(
                config.tableName(),
                tables,
                new DynamoDBLeaseSerializer(),
                config.consistentReads(),
                TableCreatorCallback.NOOP_TABLE_CREATOR_CALLBACK,
                config.dynamoDbRequestTimeout(),
                table,
                false,
                false,
                config.tags()) {
            @Override
            public boolean waitUntilLeaseTableExists(long secondsBetweenPolls, long timeoutSeconds)
                    throws DependencyException {
                await(this::leaseTableExists, timeoutSeconds);
                return super.waitUntilLeaseTableExists(secondsBetweenPolls, timeoutSeconds);
            }

            @Override
            public boolean waitUntilLeaseOwnerToLeaseKeyIndexExists(long secondsBetweenPolls, long timeoutSeconds) {
                try {
                    await(this::isLeaseOwnerToLeaseKeyIndexActive, timeoutSeconds);
                } catch (DependencyException e) {
                    LOG.debug("the index of leases cannot be looked at, the library asks again: {}", e.toString());
                }
                return super.waitUntilLeaseOwnerToLeaseKeyIndexExists(secondsBetweenPolls, timeoutSeconds);
            }

            @Override
            public boolean isLeaseTableEmpty()
                    throws DependencyException, InvalidStateException, ProvisionedThroughputException {
                // Whoever fills it asks, too, and is to be told the truth.
                if (!super.isLeaseTableEmpty() || isFilling) return super.isLeaseTableEmpty();
                isFilling = true;
                createShardSyncTaskManager(new NullMetricsFactory(), stream, new DeletedStreamListProvider())
                        .callShardSyncTask();
                isFilling = false;
                return super.isLeaseTableEmpty();
            }
        };
    }

    private interface Sight {
        boolean isThere() throws DependencyException;
    }

    /** What comes of it is for the library to judge, which looks once more. */
    private static void await(Sight sight, long timeoutSeconds) throws DependencyException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        while (!sight.isThere()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
