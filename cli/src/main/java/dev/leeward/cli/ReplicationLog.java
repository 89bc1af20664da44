package dev.leeward.cli;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Conflict;
import dev.leeward.replication.Reconciler.Progress;
import dev.leeward.replication.dynamodb.Reports;
import dev.leeward.stream.Gap;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what replication of a table reports. Keys and contents are the application's and are not logged. */
final class ReplicationLog implements Reports {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicationLog.class);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final String table;
    private final Map<Kind, Long> told = new ConcurrentHashMap<>();

    ReplicationLog(String table) {
        this.table = table;
    }

    /** What is tried again is told of again only after a while. */
    private record Kind(RegionName region, FaultCode code) {}

    @Override
    public void active(boolean isActive) {
        LOG.info("{}: {}", table, isActive ? "this process replicates" : "another process replicates");
    }

    @Override
    public void gap(RegionName region, Gap gap) {
        LOG.error(
                "{}: changes made in {} may be missing elsewhere: {}. All regions are gone through to find them",
                table,
                region,
                gap.sentence());
    }

    @Override
    public void progress(Progress progress) {
        if (progress.isDone()) {
            LOG.info("{}: what stood in any region was brought to all others ({} looks)", table, progress.seen());
        } else {
            LOG.info(
                    "{}: going through the regions: {} of {} segments, {} looks{}",
                    table,
                    progress.segments(),
                    progress.of(),
                    progress.seen(),
                    progress.suspects().isEmpty() ? "" : "; a gap is open in " + progress.suspects());
        }
    }

    @Override
    public void unrecorded(RegionName region, ItemKey key, boolean isDeletion) {
        LOG.warn(
                "{} in {}: {} was found whose record the stream had lost; it is brought to the other regions",
                table,
                region,
                isDeletion ? "a deletion" : "a write");
    }

    @Override
    public void problem(RegionName region, Problem problem) {
        long now = System.nanoTime();
        Long before = told.get(new Kind(region, problem.code()));
        if (before != null && now - before < SILENCE.toNanos()) return;
        told.put(new Kind(region, problem.code()), now);
        LOG.warn("{} in {}: {}", table, region, problem);
    }

    @Override
    public void conflict(Conflict conflict) {
        LOG.info(
                "{} in {}: a write of version {} was lost to {}, which had not seen it",
                table,
                conflict.seenIn(),
                conflict.loser(),
                conflict.winner());
    }

    @Override
    public void foreignWrite(RegionName region, ItemKey key) {
        LOG.error("{}: an application wrote in {}, where only copies belong; it was not replicated", table, region);
    }
}
