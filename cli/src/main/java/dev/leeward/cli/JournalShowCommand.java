package dev.leeward.cli;

import dev.leeward.api.Json;
import dev.leeward.api.body.EntryBody;
import dev.leeward.api.body.JournalBody;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
            "  leeward journal show --after 1200"
        },
        mixinStandardHelpOptions = true)
final class JournalShowCommand extends NodeCommand {
    private static final int MOST = 10_000;

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

    JournalShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(ApiClient client) {
        int most = Math.clamp(limit, 1, MOST);
        var last = new ArrayDeque<EntryBody>();
        var said = new JournalPages(client).each(Math.max(0, after), page -> {
            for (var entry : page) {
                if (!isWanted(entry)) continue;
                last.addLast(entry);
                if (last.size() > most) last.removeFirst();
            }
        });
        if (!(said instanceof Said.Answer<JournalBody>)) return complain(said);
        last.forEach(this::print);
        if (last.isEmpty() && !json()) out().println("No entries.");
        out().flush();
        return Exit.FINE;
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
