package dev.leeward.dynamodb;

import dev.leeward.aws.SingleSend;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The store of one region. Every call ends within the limit of its address, is made once, and answers with a value: whether to
 * try again is decided where it is known what may have happened. Any number of threads may use it.
 */
public final class Store implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(2);

    private final StoreAddress address;
    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;
    private final Later<ApplicationAutoScalingClient> scaling;
    private final Later<CloudWatchClient> metrics;

    private Store(StoreAddress address) {
        this.address = address;
        this.tables = build(DynamoDbClient.builder(), address);
        this.streams = build(DynamoDbStreamsClient.builder(), address);
        this.metrics = new Later<>(() -> build(CloudWatchClient.builder(), address));
        this.scaling = new Later<>(() -> build(ApplicationAutoScalingClient.builder(), address));
    }

    /** Opens a store; nothing is sent yet. */
    public static Store open(StoreAddress address) {
        return new Store(address);
    }

    /** Where it is. */
    public StoreAddress address() {
        return address;
    }

    /** Makes a call that has to do with tables. */
    public <T> Answer<T> tables(Function<DynamoDbClient, T> call) {
        return within(address.limit(), () -> call.apply(tables));
    }

    /** The same within {@code time}, if that is shorter than the limit of the address. */
    public <T> Answer<T> tables(Duration time, Function<DynamoDbClient, T> call) {
        var limit = time.compareTo(address.limit()) < 0 ? time : address.limit();
        return within(limit, () -> call.apply(tables));
    }

    /** Makes a call that has to do with streams. */
    public <T> Answer<T> streams(Function<DynamoDbStreamsClient, T> call) {
        return within(address.limit(), () -> call.apply(streams));
    }

    /** Makes a call to what scales the units of tables, Application Auto Scaling. */
    public <T> Answer<T> scaling(Function<ApplicationAutoScalingClient, T> call) {
        return within(address.limit(), () -> call.apply(scaling.get()));
    }

    /** Makes a call to what measures tables, CloudWatch. */
    public <T> Answer<T> metrics(Function<CloudWatchClient, T> call) {
        return within(address.limit(), () -> call.apply(metrics.get()));
    }

    @Override
    public void close() {
        tables.close();
        streams.close();
        scaling.close();
        metrics.close();
    }

    /**
     * On a virtual thread of its own, since only there can a socket that nobody answers on be left at once: the SDK's own limit
     * interrupts the caller, which a platform thread's read does not notice.
     */
    private <T> Answer<T> within(Duration limit, Call<T> call) {
        var task = new FutureTask<>(call::make);
        Thread.ofVirtual().name("store").start(task);
        try {
            return new Answer.Given<>(task.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Faults.timedOut(address);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Faults.timedOut(address);
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case SdkException known -> Faults.of(known, address);
                case UnknownShape unknown -> garbled(unknown);
                case null, default -> throw new IllegalStateException("calling " + address, e);
            };
        } finally {
            task.cancel(true);
        }
    }

    private <T> Answer<T> garbled(UnknownShape unknown) {
        var problem = Problem.lasting(FaultCode.GARBLED, address + " answers with " + unknown.getMessage());
        return new Answer.Missing<>(problem, "", true);
    }

    private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C build(
            B builder, StoreAddress address) {
        builder.region(Region.of(address.region()))
                .credentialsProvider(address.credentials())
                .httpClientBuilder(SingleSend.client(CONNECTING, address.limit()))
                .overrideConfiguration(
                        all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(address.limit()));
        address.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private interface Call<T> {
        T make();
    }
}
