package dev.leeward.stream.kcl;

import com.amazonaws.services.dynamodbv2.streamsadapter.AmazonDynamoDBStreamsAdapterClient;
import com.amazonaws.services.dynamodbv2.streamsadapter.AmazonDynamoDBStreamsAdapterClient.SkipRecordsBehavior;
import com.amazonaws.services.dynamodbv2.streamsadapter.DynamoDBStreamsConsumerTaskFactory;
import com.amazonaws.services.dynamodbv2.streamsadapter.DynamoDBStreamsSleepTimeController;
import dev.leeward.aws.SingleSend;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.stream.dynamodb.Allotment;
import dev.leeward.stream.dynamodb.Allotments.Stake;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.StreamConfig;
import software.amazon.kinesis.common.StreamIdentifier;
import software.amazon.kinesis.coordinator.CoordinatorConfig;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.RetrievalConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/** One process' part in sharing out the shards of one stream: a scheduler of the library, and its clients. */
final class KclAllotment implements Allotment {
    /**
     * A dead machine's shards are free after this time without a renewal. If the one that gives out shards has died with it, these
     * times add up: the next one only begins to count when it gives out itself.
     */
    private static final Duration FAILOVER = Duration.ofSeconds(2);
    /** Of the machine that gives out the shards; the library's own default is two minutes. */
    private static final Duration LEADER = Duration.ofMillis(2_500);

    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    /** The library writes it down in whole seconds, so more often would prove nothing. */
    private static final Duration REPORT = Duration.ofSeconds(1);
    /** A machine first reports after two of these, and is given nothing before. */
    private static final Duration CAPTURE = Duration.ofMillis(250);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BRIEFLY = Duration.ofMillis(200);
    /** The library looks for shards that nobody has a lease on; children of a shard that ends come at once. */
    private static final Duration AUDIT = Duration.ofSeconds(30);

    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final Duration STOPPING = Duration.ofSeconds(5);
    private static final String APPLICATION = ".leeward-kcl";

    private final Shards shards = new Shards();
    private final DynamoDbAsyncClient tables;
    private final DynamoDbStreamsClient streams;
    private final Scheduler scheduler;
    private final Thread thread;

    private KclAllotment(Stake stake, StreamName name) {
        StoreAddress address = stake.address();
        var region = Region.of(address.region());
        var tablesBuilder = DynamoDbAsyncClient.builder()
                .region(region)
                .credentialsProvider(address.credentials())
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().connectionTimeout(CONNECTING));
        var streamsBuilder = DynamoDbStreamsClient.builder()
                .region(region)
                .credentialsProvider(address.credentials())
                .httpClientBuilder(SingleSend.client(CONNECTING, address.limit()))
                .overrideConfiguration(
                        all -> all.apiCallTimeout(address.limit()).addExecutionInterceptor(name.correction()));
        address.endpoint().ifPresent(uri -> {
            tablesBuilder.endpointOverride(uri);
            streamsBuilder.endpointOverride(uri);
        });
        this.tables = tablesBuilder.build();
        this.streams = streamsBuilder.build();
        this.scheduler = scheduler(stake, name, new AmazonDynamoDBStreamsAdapterClient(streams, region));
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("kcl " + stake.table() + " " + address.region())
                .start(scheduler);
    }

    /** Begins to take part. */
    static KclAllotment begin(Stake stake) {
        return new KclAllotment(
                stake, StreamName.of(stake.stream().arn(), stake.stream().label()));
    }

    /** The name of the tables of leases; never that of another table of ours. */
    static String application(String table) {
        return table + APPLICATION;
    }

    @Override
    public Set<String> held() {
        return thread.isAlive() ? shards.held() : Set.of();
    }

    @Override
    public void ended(String shard, Set<String> children) {
        shards.ended(shard, children);
    }

    @Override
    public Optional<Problem> trouble() {
        return thread.isAlive()
                ? Optional.empty()
                : Optional.of(Problem.lasting(
                        FaultCode.UNAVAILABLE, "the Kinesis Client Library has given up; its log says why"));
    }

    /** Lets the leases go, so that others need not wait until they run out. */
    @Override
    public void close() {
        shards.clear();
        try {
            scheduler.startGracefulShutdown().get(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            // They run out by themselves.
            scheduler.shutdown();
        }
        tables.close();
        streams.close();
    }

    private Scheduler scheduler(Stake stake, StreamName name, AmazonDynamoDBStreamsAdapterClient adapter) {
        // Nothing is read through the adapter. Should that ever change, it shall fail instead of leaving records out.
        adapter.setSkipRecordsBehavior(SkipRecordsBehavior.KCL_RETRY);
        var begin = InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON);
        var stream = new StreamConfig(StreamIdentifier.singleStreamInstance(name.identifier()), begin);
        var all = new ConfigsBuilder(
                new SingleStreamTracker(stream.streamIdentifier(), begin),
                application(stake.table()),
                adapter,
                tables,
                noCloudWatch(),
                stake.me(),
                shards::processor);
        RetrievalConfig retrieval =
                all.retrievalConfig().retrievalSpecificConfig(polling(adapter, stream.streamIdentifier()));
        LeaseManagementConfig leases = leases(all.leaseManagementConfig());
        leases.leaseManagementFactory(new PromptLeases(adapter, leases, retrieval, stream));
        var metrics = all.metricsConfig().metricsFactory(new NullMetricsFactory());
        return new Scheduler(
                all.checkpointConfig(),
                coordinator(all.coordinatorConfig()),
                leases,
                all.lifecycleConfig().taskBackoffTimeMillis(BRIEFLY.toMillis()),
                metrics,
                all.processorConfig(),
                retrieval);
    }

    private PollingConfig polling(AmazonDynamoDBStreamsAdapterClient adapter, StreamIdentifier stream) {
        var polling = new PollingConfig(stream.streamName(), adapter);
        polling.idleTimeBetweenReadsInMillis(POLL.toMillis());
        polling.sleepTimeController(new DynamoDBStreamsSleepTimeController());
        polling.dataFetcherProvider(
                shard -> new Lull(stream, shard.getShardId(), () -> shards.end(shard.getShardId())));
        return polling;
    }

    private static CoordinatorConfig coordinator(CoordinatorConfig config) {
        return config.parentShardPollIntervalMillis(POLL.toMillis())
                .shardConsumerDispatchPollIntervalMillis(BRIEFLY.toMillis())
                .skipShardSyncAtWorkerInitializationIfLeasesExist(true);
    }

    private static LeaseManagementConfig leases(LeaseManagementConfig config) {
        config.failoverTimeMillis(FAILOVER.toMillis())
                .leaseAssignmentIntervalMillis(HEARTBEAT.toMillis())
                .shardSyncIntervalMillis(0)
                .leasesRecoveryAuditorExecutionFrequencyMillis(AUDIT.toMillis())
                .leasesRecoveryAuditorInconsistencyConfidenceThreshold(0)
                .dynamoDbLockBasedLeaderLeaseDurationInMillis(LEADER.toMillis())
                .dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(HEARTBEAT.toMillis())
                .consumerTaskFactory(new DynamoDBStreamsConsumerTaskFactory());
        // Of whom nothing was heard for a few of these, no shard is given to; by default half a minute each.
        config.workerUtilizationAwareAssignmentConfig()
                .disableWorkerMetrics(true)
                .inMemoryWorkerMetricsCaptureFrequencyMillis(CAPTURE.toMillis())
                .workerMetricsReporterFreqInMillis(REPORT.toMillis());
        return config;
    }

    /** The library wants a client and must not use it. */
    private static CloudWatchAsyncClient noCloudWatch() {
        UnaryOperator<String> refusal = call -> "CloudWatch is not used, and was asked for " + call;
        return (CloudWatchAsyncClient) Proxy.newProxyInstance(
                CloudWatchAsyncClient.class.getClassLoader(),
                new Class<?>[] {CloudWatchAsyncClient.class},
                (_, method, _) -> switch (method.getName()) {
                    case "toString" -> "no CloudWatch";
                    case "hashCode" -> 0;
                    case "equals" -> false;
                    case "close" -> null;
                    default -> throw new UnsupportedOperationException(refusal.apply(method.getName()));
                });
    }
}
