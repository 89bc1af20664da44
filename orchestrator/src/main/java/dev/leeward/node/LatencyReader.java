package dev.leeward.node;

import dev.leeward.declared.Declaration;
import dev.leeward.declared.Store;
import dev.leeward.fault.Problem;
import dev.leeward.lag.KeptTable;
import dev.leeward.lag.LatencyTrack;
import dev.leeward.lag.LinkEvidence;
import dev.leeward.lag.LinkName;
import dev.leeward.progress.cloudwatch.ReplicationLatencies;
import dev.leeward.progress.cloudwatch.ReplicationLatencies.Told;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks CloudWatch of one region twice a minute how long DynamoDB takes to bring its global tables' changes to other regions, on a
 * thread of its own. It tells of each minute once, and late.
 */
final class LatencyReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LatencyReader.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final ReplicationLatencies latencies;
    private final List<Way> ways;
    private final InstantSource clock;
    private final Consumer<List<LinkEvidence>> sink;
    private final Thread thread;

    private record Way(String table, String awsRegion, LatencyTrack track) {}

    /** Begins at once; {@code sink} must not wait. */
    LatencyReader(
            ReplicationLatencies latencies,
            RegionName from,
            List<KeptTable> tables,
            Declaration declaration,
            InstantSource clock,
            Consumer<List<LinkEvidence>> sink) {
        this.latencies = latencies;
        this.clock = clock;
        this.sink = sink;
        var all = new ArrayList<Way>();
        for (KeptTable table : tables) {
            for (RegionName to : table.replicas()) {
                Optional<String> receiving =
                        declaration.store(to).filter(_ -> !to.equals(from)).map(Store::awsRegion);
                receiving.ifPresent(region ->
                        all.add(new Way(table.name(), region, new LatencyTrack(new LinkName(from, to, table.name())))));
            }
        }
        this.ways = List.copyOf(all);
        this.thread = Thread.ofVirtual().name("latency from " + from).start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (Way way : ways) {
                    LinkEvidence read = read(way);
                    // What was broken off by closing says nothing.
                    if (Thread.currentThread().isInterrupted()) return;
                    sink.accept(List.of(read));
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException _) {
            // Closed.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("reading the latency of replication met a bug; from now on the lag grows as if nobody told", e);
        }
    }

    private LinkEvidence read(Way way) {
        Instant asked = clock.instant();
        return switch (latencies.read(way.table, way.awsRegion, asked)) {
            case Looked.Unseen(Problem problem) -> way.track.unread(problem.sentence());
            case Looked.Seen(Told told) -> way.track.read(asked, told.answered(), told.minutes());
        };
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
