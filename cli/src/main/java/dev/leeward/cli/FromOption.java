package dev.leeward.cli;

import dev.leeward.journal.UnreadableJournalException;
import dev.leeward.relocation.KeptChain;
import dev.leeward.relocation.RelocationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads a journal where it lies, on a file or on etcd, whether a node runs or not. */
final class FromOption {
    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Ask no node: read the journal itself, where this configuration says it is, or this backup.")
    private @Nullable Path from;

    /** Whether no node is to be asked. */
    boolean given() {
        return from != null;
    }

    /** Lets {@code look} at the journal, and returns the exit code. */
    int look(Surroundings surroundings, PrintWriter err, Look look) throws IOException {
        if (from == null) throw new IllegalStateException("nothing was given to read from");
        var home = JournalPlaces.of(from, surroundings, err);
        if (home.isEmpty()) return Exit.USAGE;
        try (var chain = home.get().look()) {
            return look.at(chain, home.get().name());
        } catch (RelocationException e) {
            err.println("leeward: " + e.problem().sentence());
            return Exit.FAILED;
        } catch (UnreadableJournalException e) {
            err.println("leeward: " + e.problem().sentence());
            return Exit.FAILED;
        }
    }

    /** What is done with it. */
    interface Look {
        /** Returns the exit code; {@code name} is what the place is called. */
        int at(KeptChain chain, String name) throws IOException;
    }
}
