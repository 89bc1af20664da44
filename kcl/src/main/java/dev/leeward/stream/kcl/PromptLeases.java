package dev.leeward.stream.kcl;

import com.amazonaws.services.dynamodbv2.streamsadapter.DynamoDBStreamsLeaseManagementFactory;
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
 * lest several machines do so together. Each lease is made by a conditional write, so they may.
 */
final class PromptLeases extends DynamoDBStreamsLeaseManagementFactory {
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
}
