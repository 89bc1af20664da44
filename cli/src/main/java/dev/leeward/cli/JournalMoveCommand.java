package dev.leeward.cli;

import dev.leeward.relocation.JournalHome;
import dev.leeward.relocation.Relocation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code leeward journal move}. */
@Command(
        name = "move",
        header = "Move the journal: from a file to etcd, back, or to another place.",
        description = {
            "",
            "All nodes must be stopped, and the destination empty. The lines stay as they are; the old place keeps them and"
                    + " is marked, so that no node starts on it by accident. Should it break off, do it again: it begins"
                    + " anew, and until it is finished no node starts on either place.",
            ""
        },
        footer = {"", "Example:", "  leeward journal move --from leeward.yaml --to leeward-etcd.yaml"},
        mixinStandardHelpOptions = true)
final class JournalMoveCommand extends RelocationCommand {
    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "Where to: a configuration that says where the journal shall be.")
    private Path to = Path.of("");

    JournalMoveCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Optional<JournalHome> destination(PrintWriter err) {
        return JournalPlaces.of(to, surroundings, err);
    }

    @Override
    String plan(String journal, String from, String to) {
        return "Would move " + journal + " from " + from + " to " + to
                + ". No node may run meanwhile; none will start on the old place afterwards.";
    }

    @Override
    Relocation.Result carryOut(Relocation relocation) {
        return relocation.move();
    }

    @Override
    String done(String from, String to) {
        return "Nodes start on " + to + " from now on, and no longer on " + from + ", which keeps its lines.";
    }
}
