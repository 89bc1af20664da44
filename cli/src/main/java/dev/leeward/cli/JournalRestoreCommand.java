package dev.leeward.cli;

import dev.leeward.relocation.JournalHome;
import dev.leeward.relocation.Relocation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code leeward journal restore}. */
@Command(
        name = "restore",
        header = "Copy a backup to where nodes start on it.",
        description = {
            "",
            "All nodes must be stopped, and the destination empty. What happened after the backup is not in it: the first node"
                    + " that leads reads from the targets what stands there, and reports what differs.",
            ""
        },
        footer = {"", "Example:", "  leeward journal restore --from /backup/leeward-2026-03-01.db --to leeward.yaml"},
        mixinStandardHelpOptions = true)
final class JournalRestoreCommand extends RelocationCommand {
    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "Where to: a configuration that says where the journal shall be.")
    private Path to = Path.of("");

    JournalRestoreCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Optional<JournalHome> destination(PrintWriter err) {
        return JournalPlaces.of(to, surroundings, err);
    }

    @Override
    String plan(String journal, String from, String to) {
        return "Would copy " + journal + " of " + from + " to " + to + ", on which nodes can start afterwards.";
    }

    @Override
    Relocation.Result carryOut(Relocation relocation) {
        return relocation.restore();
    }

    @Override
    String done(String from, String to) {
        return "Nodes start on " + to + " from now on.";
    }
}
