package dev.leeward.cli;

import dev.leeward.api.Json;
import dev.leeward.api.body.EntryBody;
import dev.leeward.api.body.JournalBody;
import dev.leeward.format.JournalFormat;
import dev.leeward.format.Read;
import dev.leeward.journal.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leeward journal show}. */
@Command(
        name = "show",
        header = "Show the latest entries, one sentence each.",
        description = "",
        footer = {
            "",
            "Examples:",
            "  leeward journal show --service shop --limit 50",
            "  leeward journal show --after 1200",
            "  leeward journal show --from leeward.yaml"
        },
        mixinStandardHelpOptions = true)
final class JournalShowCommand extends NodeCommand {
    private static final int MOST = 10_000;
    private static final int PAGE = 500;

    @Option(names = "--after", paramLabel = "SEQUENCE", description = "Only entries after this one.")
    private long after;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "The last so many. Default: ${DEFAULT-VALUE}.")
    private int limit = 100;

    @Option(names = "--service", paramLabel = "SERVICE", description = "Only entries about this service.")
    private @Nullable String service;

    @Mixin
    private FromOption from = new FromOption();

    JournalShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(ApiClient client) {
        var last = new Latest(Math.clamp(limit, 1, MOST));
        if (from.given()) return showKept(last);
        var said = new JournalPages(client).each(Math.max(0, after), page -> page.forEach(last::add));
        return said instanceof Said.Answer<JournalBody> ? show(last) : complain(said);
    }

    /** Lines that this version does not understand are told by their number: a newer one wrote them. */
    private int showKept(Latest last) {
        try {
            return from.look(surroundings, err(), (chain, name) -> {
                long sequence = Math.max(after, chain.ends().baseSequence());
                for (var page = chain.lines(sequence, PAGE); !page.isEmpty(); page = chain.lines(sequence, PAGE)) {
                    for (var line : page) {
                        sequence = line.sequence();
                        if (JournalFormat.entry(line.text(), line.hash()) instanceof Read.Of<Entry>(Entry entry)) {
                            last.add(EntryBody.of(entry));
                        } else {
                            err().println("leeward: line " + sequence + " is not understood; leeward "
                                    + chain.writtenBy() + " wrote last. `leeward journal export` shows it as it is.");
                        }
                    }
                }
                return show(last);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int show(Latest latest) {
        latest.entries.forEach(this::print);
        if (latest.entries.isEmpty() && !json()) out().println("No entries.");
        out().flush();
        return Exit.FINE;
    }

    /** The last so many that are wanted. */
    private final class Latest {
        private final ArrayDeque<EntryBody> entries = new ArrayDeque<>();
        private final int most;

        Latest(int most) {
            this.most = most;
        }

        void add(EntryBody entry) {
            if (!isWanted(entry)) return;
            entries.addLast(entry);
            if (entries.size() > most) entries.removeFirst();
        }
    }

    private boolean isWanted(EntryBody entry) {
        return service == null || entry.service().filter(service::equals).isPresent();
    }

    private void print(EntryBody entry) {
        if (json()) {
            out().println(Json.MAPPER.writeValueAsString(entry));
            return;
        }
        out().println(Text.pad(Long.toString(entry.sequence()), 6) + "  " + Text.moment(entry.at()) + "  "
                + ink.bold(Text.pad(entry.service().orElse("-"), 10)) + "  " + entry.sentence());
    }
}
