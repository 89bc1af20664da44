package dev.leeward.cli;

import dev.leeward.dynamodb.KeyNames;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Conflict;
import dev.leeward.replication.Reconciler.Progress;
import dev.leeward.replication.dynamodb.Reports;
import dev.leeward.stream.Gap;
import dev.leeward.version.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what replication of a table reports. Keys and contents are the application's and are not logged; they
 * stand in the file of findings, if one is wanted. */
final class ReplicationLog implements Reports {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicationLog.class);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final String table;
    private final KeyNames keys;
    private final Optional<Findings> findings;
    private final Map<Kind, Long> told = new ConcurrentHashMap<>();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong unstamped = new AtomicLong();
    private final AtomicLong unstampedTold = new AtomicLong(System.nanoTime() - SILENCE.toNanos());
    private final AtomicLong lateTold = new AtomicLong(System.nanoTime() - SILENCE.toNanos());

    /** That of {@code table}, with what concerns single items in {@code findings} if they are wanted. */
    ReplicationLog(String table, KeyNames keys, Optional<Findings> findings) {
        this.table = table;
        this.keys = keys;
        this.findings = findings;
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
        found(conflict);
    }

    /** Told at once, and how many by now every so often: a region that comes back may bring thousands. */
    @Override
    public void late(RegionName region, ItemKey key, Instant made, Version version) {
        var line = line("late", key, region);
        line.put("made", made);
        line.put("version", version(version));
        findings.ifPresent(file -> file.add(line));
        long count = late.incrementAndGet();
        if (!isTime(lateTold)) return;
        LOG.warn("{}: writes arrive late from {}, {} so far; one was made at {}", table, region, count, made);
    }

    @Override
    public void unstamped(RegionName region, ItemKey key, String why, Version version) {
        var line = line("unstamped", key, region);
        line.put("why", why);
        line.put("version", version(version));
        findings.ifPresent(file -> file.add(line));
        long count = unstamped.incrementAndGet();
        if (!isTime(unstampedTold)) return;
        LOG.warn(
                "{} in {}: an application's write got its version from us, since {}; {} such writes so far",
                table,
                region,
                why,
                count);
    }

    private static boolean isTime(AtomicLong told) {
        long before = told.get();
        return System.nanoTime() - before >= SILENCE.toNanos() && told.compareAndSet(before, System.nanoTime());
    }

    private void found(Conflict conflict) {
        var line = line("lost", conflict.key(), conflict.seenIn());
        line.put("version", version(conflict.loser()));
        line.put("lostTo", version(conflict.winner()));
        conflict.lost().ifPresent(item -> line.put("content", ItemText.json(item)));
        findings.ifPresent(file -> file.add(line));
    }

    private Map<String, Object> line(String what, ItemKey key, RegionName region) {
        var line = new LinkedHashMap<String, Object>();
        line.put("found", what);
        line.put("table", table);
        line.put("region", region.value());
        line.put("key", KeyText.json(key, keys));
        return line;
    }

    private static Map<String, Object> version(Version version) {
        return Map.of(
                "at",
                Instant.ofEpochMilli(version.millis()),
                "region",
                version.region().value());
    }

    @Override
    public void foreignWrite(RegionName region, ItemKey key) {
        findings.ifPresent(file -> file.add(line("foreign", key, region)));
        LOG.error("{}: an application wrote in {}, where only copies belong; it was not replicated", table, region);
    }
}
