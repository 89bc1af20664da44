package dev.leeward.steering.route53;

import dev.leeward.aws.SingleSend;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * The calls of the API that are needed, each within a deadline, paced, made once and never repeated by the SDK: whether to try
 * again is decided where it is known what may have happened.
 */
final class ControlPlane implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final String CHANGE_PREFIX = "/change/";
    /** Of 300 sets each. A name with more than that is no name to be steered. */
    private static final int MAX_PAGES = 20;

    private final Route53Client client;
    private final String zoneId;
    private final CallPace pace;

    ControlPlane(Route53Target target, CallPace pace) {
        this.zoneId = target.zoneId();
        this.pace = pace;
        var builder = Route53Client.builder()
                // The one global endpoint, signed for us-east-1. AWS_GLOBAL would sign for "aws-global" at an override.
                .region(Region.US_EAST_1)
                .credentialsProvider(target.credentials())
                .httpClientBuilder(SingleSend.client(CONNECTING, SILENCE))
                .overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()));
        target.endpoint().ifPresent(builder::endpointOverride);
        this.client = builder.build();
    }

    Answer<GetHostedZoneResponse> zone(Deadline deadline) {
        return call(
                deadline, limit -> client.getHostedZone(zone -> zone.id(zoneId).overrideConfiguration(limit)));
    }

    /** Reads the traffic sets of {@code name} and its mark. */
    Answer<Standing> look(RecordName name, Deadline deadline) {
        var traffic = new ArrayList<ResourceRecordSet>();
        Answer<Optional<ResourceRecordSet>> mark = walk(name, name, traffic, deadline);
        if (mark instanceof Answer.Given<Optional<ResourceRecordSet>>(var found) && found.isEmpty()) {
            // Other names may lie between the name and its mark, more than fit on a page: ask for the mark itself.
            mark = walk(name, name.mark(), new ArrayList<>(), deadline);
        }
        return switch (mark) {
            case Answer.Given<Optional<ResourceRecordSet>>(var found) ->
                new Answer.Given<>(new Standing(traffic, found));
            case Answer.Missing<Optional<ResourceRecordSet>>(var problem, var batch, var certain) ->
                new Answer.Missing<>(problem, batch, certain);
        };
    }

    /** Takes a batch in. */
    Answer<ChangeInfo> change(Batch batch, Deadline deadline) {
        return map(
                call(
                        deadline,
                        limit -> client.changeResourceRecordSets(all -> all.hostedZoneId(zoneId)
                                .changeBatch(batch.request())
                                .overrideConfiguration(limit))),
                response -> response.changeInfo());
    }

    /** How far a change has come. */
    Answer<ChangeInfo> progress(String change, Deadline deadline) {
        return map(
                call(
                        deadline,
                        limit -> client.getChange(one -> one.id(shortId(change)).overrideConfiguration(limit))),
                response -> response.changeInfo());
    }

    static String shortId(String change) {
        return change.startsWith(CHANGE_PREFIX) ? change.substring(CHANGE_PREFIX.length()) : change;
    }

    @Override
    public void close() {
        client.close();
    }

    /** Goes through the list from {@code start} to the end of that name; gives the mark if it came by. */
    private Answer<Optional<ResourceRecordSet>> walk(
            RecordName name, RecordName start, List<ResourceRecordSet> traffic, Deadline deadline) {
        Optional<ResourceRecordSet> mark = Optional.empty();
        ListResourceRecordSetsResponse page = null;
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            switch (page(start, page, deadline)) {
                case Answer.Missing<ListResourceRecordSetsResponse>(var problem, var batch, var certain) -> {
                    return new Answer.Missing<>(problem, batch, certain);
                }
                case Answer.Given<ListResourceRecordSetsResponse>(var next) -> page = next;
            }
            for (ResourceRecordSet set : page.resourceRecordSets()) {
                RecordName here = RecordName.of(set.name());
                if (here.equals(name) && Standing.isTraffic(set)) traffic.add(set);
                if (here.equals(name.mark()) && set.type() == RRType.TXT) mark = Optional.of(set);
            }
            boolean onward =
                    page.isTruncated() && RecordName.of(page.nextRecordName()).equals(start);
            if (!onward) return new Answer.Given<>(mark);
        }
        return new Answer.Missing<>(
                Problem.lasting(FaultCode.EXHAUSTED, name + " has more than " + MAX_PAGES + " pages of sets"),
                false,
                true);
    }

    private Answer<ListResourceRecordSetsResponse> page(
            RecordName start, @Nullable ListResourceRecordSetsResponse before, Deadline deadline) {
        return call(
                deadline,
                limit -> client.listResourceRecordSets(list -> {
                    list.hostedZoneId(zoneId).startRecordName(start.wire()).overrideConfiguration(limit);
                    if (before != null) {
                        list.startRecordName(before.nextRecordName())
                                .startRecordType(before.nextRecordType())
                                .startRecordIdentifier(before.nextRecordIdentifier());
                    }
                }));
    }

    /**
     * Makes a call on a virtual thread of its own, since only there can a socket that nobody answers on be left at once: the
     * SDK's own limit interrupts the caller, which a platform thread's read does not notice.
     */
    private <T> Answer<T> call(Deadline deadline, Function<AwsRequestOverrideConfiguration, T> call) {
        try {
            if (!pace.await(deadline)) {
                return new Answer.Missing<>(
                        Problem.passing(FaultCode.EXHAUSTED, "too many calls to Route 53 wait for their turn"),
                        false,
                        true);
            }
            Duration left = deadline.left();
            if (left.isZero()) {
                return new Answer.Missing<>(
                        Problem.passing(FaultCode.TIMED_OUT, "no time was left to call Route 53"), false, true);
            }
            var limit = AwsRequestOverrideConfiguration.builder()
                    .apiCallTimeout(left)
                    .build();
            var task = new FutureTask<>(() -> call.apply(limit));
            Thread.ofVirtual().name("route53").start(task);
            try {
                return new Answer.Given<>(task.get(left.toNanos(), TimeUnit.NANOSECONDS));
            } finally {
                task.cancel(true);
            }
        } catch (TimeoutException e) {
            return Faults.timedOut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Faults.timedOut();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SdkException known) return Faults.of(known);
            throw new IllegalStateException("calling Route 53", e);
        }
    }

    private static <S, T> Answer<T> map(Answer<S> answer, Function<S, T> mapping) {
        return switch (answer) {
            case Answer.Given<S>(var value) -> new Answer.Given<>(mapping.apply(value));
            case Answer.Missing<S>(var problem, var batch, var certain) ->
                new Answer.Missing<>(problem, batch, certain);
        };
    }
}
