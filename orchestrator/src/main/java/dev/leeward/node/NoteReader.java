package dev.leeward.node;

import dev.leeward.fault.Problem;
import dev.leeward.lag.KeptTable;
import dev.leeward.lag.LinkEvidence;
import dev.leeward.lag.LinkName;
import dev.leeward.lag.NoteTrack;
import dev.leeward.lag.ProgressNote;
import dev.leeward.progress.ProgressNotes;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the notes that lie in one region every two seconds, on a thread of its own, and says what they make known. */
final class NoteReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NoteReader.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final ProgressNotes notes;
    private final Map<String, List<Track>> tracks = new LinkedHashMap<>();
    private final InstantSource clock;
    private final Consumer<List<LinkEvidence>> sink;
    private final Thread thread;

    private record Track(RegionName from, NoteTrack track) {}

    /** Begins at once; {@code sink} must not wait. */
    NoteReader(
            ProgressNotes notes,
            RegionName here,
            List<KeptTable> tables,
            InstantSource clock,
            Consumer<List<LinkEvidence>> sink) {
        this.notes = notes;
        this.clock = clock;
        this.sink = sink;
        for (KeptTable table : tables) {
            tracks.put(
                    table.name(),
                    table.replicas().stream()
                            .filter(from -> !from.equals(here))
                            .map(from -> new Track(from, new NoteTrack(new LinkName(from, here, table.name()))))
                            .toList());
        }
        this.thread = Thread.ofVirtual().name("notes in " + here).start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (var each : tracks.entrySet()) {
                    var read = read(each.getKey(), each.getValue());
                    // What was broken off by closing says nothing.
                    if (Thread.currentThread().isInterrupted()) return;
                    sink.accept(read);
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException _) {
            // Closed.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("reading how far replication is met a bug; from now on the lag grows as if nobody reported", e);
        }
    }

    private List<LinkEvidence> read(String table, List<Track> links) {
        Instant began = clock.instant();
        Looked<List<ProgressNote>> looked = notes.read(table);
        var read = new ArrayList<LinkEvidence>();
        for (Track link : links) {
            read.add(
                    switch (looked) {
                        case Looked.Unseen(Problem problem) -> link.track.unread(problem.sentence());
                        case Looked.Seen(List<ProgressNote> found) ->
                            link.track.read(
                                    began,
                                    found.stream()
                                            .filter(note ->
                                                    note.progress().from().equals(link.from))
                                            .findFirst());
                    });
        }
        return read;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
