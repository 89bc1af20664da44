package dev.leeward.cli;

import dev.leeward.format.JournalExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leeward journal export}. */
@Command(
        name = "export",
        header = "Write the journal as JSON lines, exactly as it is kept, with the hashes that prove it.",
        description = "",
        footer = {
            "",
            "Examples:",
            "  leeward journal export --to journal.jsonl && leeward journal verify journal.jsonl",
            "  leeward journal export --from leeward.yaml --to journal.jsonl"
        },
        mixinStandardHelpOptions = true)
final class JournalExportCommand extends NodeCommand {
    @Option(names = "--after", paramLabel = "SEQUENCE", description = "Only entries after this one.")
    private long after;

    @Option(names = "--to", paramLabel = "FILE", description = "Where to; must not exist. Default: standard output.")
    private @Nullable Path to;

    @Mixin
    private FromOption from = new FromOption();

    JournalExportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(ApiClient client) {
        try {
            return to == null ? export(client, out()) : export(client, to);
        } catch (IOException e) {
            err().println("leeward: Cannot write " + to + ": " + e);
            return Exit.FAILED;
        }
    }

    private int export(ApiClient client, Path file) throws IOException {
        try (Writer writer = OwnersFile.create(file)) {
            int code = export(client, new PrintWriter(writer));
            if (code == Exit.FINE) err().println("Written to " + file + ".");
            return code;
        }
    }

    private int export(ApiClient client, PrintWriter writer) throws IOException {
        if (from.given()) return exportKept(writer);
        var said = new JournalLines(client).copy(Math.max(0, after), writer);
        if (!(said instanceof Said.Answer<Long>)) return complain(said);
        if (writer.checkError()) throw new IOException("not everything was written");
        return Exit.FINE;
    }

    private int exportKept(PrintWriter writer) throws IOException {
        return from.look(surroundings, err(), (chain, name) -> {
            JournalExport.write(chain, Math.max(after, chain.ends().baseSequence()), writer);
            if (writer.checkError()) throw new IOException("not everything was written");
            return Exit.FINE;
        });
    }
}
