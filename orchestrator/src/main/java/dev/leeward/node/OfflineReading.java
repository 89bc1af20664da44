package dev.leeward.node;

import dev.leeward.decision.OfflineRecord;
import dev.leeward.format.JournalFormat;
import dev.leeward.format.Lines;
import dev.leeward.format.Read;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Projection;
import dev.leeward.journal.Snapshot;
import dev.leeward.region.ServiceName;
import dev.leeward.relocation.KeptChain;
import dev.leeward.runbook.RunbookRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads from the journal that was kept offline what is to be brought in: one record for each service that was moved. */
public final class OfflineReading {
    private static final int PAGE = 1_000;
    /** What an order may hold; a run has some ten lines of a few hundred characters. */
    private static final int MOST_CHARACTERS = 40_000;

    private final Map<ServiceName, Story> stories = new LinkedHashMap<>();
    private Projection projection = Projection.EMPTY;
    private long forkSequence;
    private String forkHash = "";

    private OfflineReading() {}

    /** What was written about one service. */
    private static final class Story {
        private final Event.GlassBroken glass;
        private final Entry entry;
        private final List<String> lines = new ArrayList<>();
        private long epoch;
        private int characters;

        Story(Event.GlassBroken glass, Entry entry) {
            this.glass = glass;
            this.entry = entry;
            this.epoch = glass.epoch().value();
        }

        void add(Entry next, String line) {
            if (next.event() instanceof Event.RunStarted run)
                epoch = Math.max(epoch, run.epoch().value());
            if (characters + line.length() > MOST_CHARACTERS) return;
            characters += line.length();
            lines.add(line);
        }
    }

    /** The records in {@code chain}, by service; none where nothing was done offline. */
    public static Map<ServiceName, OfflineRecord> of(KeptChain chain) {
        var reading = new OfflineReading();
        long sequence = chain.ends().baseSequence();
        if (JournalFormat.snapshot(chain.snapshot()) instanceof Read.Of<Snapshot>(Snapshot taken)) {
            reading.projection = taken.state();
            sequence = taken.sequence();
        }
        reading.forkSequence = sequence;
        reading.forkHash = chain.hashOf(sequence);
        for (var page = chain.lines(sequence, PAGE); !page.isEmpty(); page = chain.lines(sequence, PAGE)) {
            for (var line : page) {
                reading.take(line);
                sequence = line.sequence();
            }
        }
        return reading.records();
    }

    private void take(Lines.Line line) {
        if (!(JournalFormat.entry(line.text(), line.hash()) instanceof Read.Of<Entry>(Entry entry))) return;
        projection = projection.fold(entry);
        if (entry.event() instanceof Event.GlassBroken glass) {
            stories.computeIfAbsent(glass.service(), _ -> new Story(glass, entry));
        }
        if (stories.isEmpty()) {
            forkSequence = line.sequence();
            forkHash = line.hash();
        } else if (entry.event() instanceof Event.OfService event) {
            var story = stories.get(event.service());
            if (story != null) story.add(entry, line.text());
        }
    }

    private Map<ServiceName, OfflineRecord> records() {
        var records = new LinkedHashMap<ServiceName, OfflineRecord>();
        stories.forEach((service, story) -> {
            var state = projection.of(service);
            var runs = state.past().stream()
                    .filter(run -> run.epoch().value() > story.glass.epoch().value())
                    .map(OfflineReading::describe)
                    .collect(Collectors.joining("; "));
            var summary = "glass broken by %s at %s (%s): %s"
                    .formatted(
                            story.glass.by(),
                            story.entry.at(),
                            story.glass.why(),
                            runs.isEmpty() ? "no run came to its end" : runs);
            records.put(
                    service,
                    new OfflineRecord(
                            story.entry.hash(),
                            forkSequence,
                            forkHash,
                            story.epoch,
                            state.run().isPresent() ? Optional.empty() : state.active(),
                            summary,
                            story.lines));
        });
        return records;
    }

    private static String describe(RunbookRun run) {
        return "run %s from %s to %s %s"
                .formatted(
                        run.id(),
                        run.from(),
                        run.to(),
                        run.ending()
                                .map(ending ->
                                        ending.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                                .orElse("did not end"));
    }
}
