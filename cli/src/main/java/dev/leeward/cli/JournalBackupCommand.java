package dev.leeward.cli;

import dev.leeward.node.JournalHomes;
import dev.leeward.relocation.JournalHome;
import dev.leeward.relocation.Relocation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code leeward journal backup}. */
@Command(
        name = "backup",
        header = "Copy the journal to a file, also while nodes run.",
        description = {
            "",
            "The file is a journal as it stood at one moment, with its snapshot. It can be read and checked with `leeward"
                    + " journal show|verify|export --from`; no node starts on it.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  leeward journal backup --from leeward.yaml --to /backup/leeward-2026-03-01.db --yes"
        },
        mixinStandardHelpOptions = true)
final class JournalBackupCommand extends RelocationCommand {
    @Option(names = "--to", required = true, paramLabel = "FILE", description = "The file to make.")
    private Path to = Path.of("");

    JournalBackupCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Optional<JournalHome> destination(PrintWriter err) {
        return Optional.of(JournalHomes.of(to, new Version().number()));
    }

    @Override
    String plan(String journal, String from, String to) {
        return "Would copy " + journal + " of " + from + " to " + to + ".";
    }

    @Override
    Relocation.Result carryOut(Relocation relocation) {
        return relocation.backUp();
    }

    @Override
    String done(String from, String to) {
        return "A backup of " + from + " is in " + to + ".";
    }
}
