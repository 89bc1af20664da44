package dev.leeward.cli;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.ChainCheck;
import dev.leeward.format.JournalExport;
import dev.leeward.relocation.KeptChain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code leeward journal verify}. */
@Command(
        name = "verify",
        header = "Check that no entry was changed, removed or reordered.",
        description = {
            "",
            "Recomputes the hash chain of an export, of a running node's journal, or of one where it lies.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  leeward journal verify",
            "  leeward journal verify journal.jsonl",
            "  leeward journal verify --from leeward.yaml"
        },
        mixinStandardHelpOptions = true)
final class JournalVerifyCommand extends NodeCommand {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "An export. Default: the journal of the node.")
    private @Nullable Path file;

    @Mixin
    private FromOption from = new FromOption();

    JournalVerifyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(ApiClient client) {
        try {
            if (from.given()) return from.look(surroundings, err(), (chain, name) -> ofKept(chain));
            return file == null ? ofNode(client) : ofFile(file);
        } catch (IOException e) {
            err().println("leeward: Cannot read " + (file == null ? "the export" : file) + ": " + e);
            return Exit.FAILED;
        }
    }

    /** With its snapshot and where it says it ends, which an export does not tell. */
    private int ofKept(KeptChain chain) {
        var ends = chain.ends();
        var flaw = new ChainCheck<>(chain, false).flaw();
        long first = ends.head().sequence() == 0 ? 0 : ends.baseSequence() + 1;
        return say(
                flaw.isPresent()
                        ? new JournalExport.Checked.Broken(
                                Problem.lasting(FaultCode.GARBLED, flaw.get().sentence()))
                        : new JournalExport.Checked.Intact(first, ends.head().sequence()));
    }

    private int ofNode(ApiClient client) throws IOException {
        var folder = Files.createTempDirectory("leeward-verify");
        var export = folder.resolve("journal.jsonl");
        try {
            try (var writer = new PrintWriter(OwnersFile.create(export))) {
                var said = new JournalLines(client).copy(0, writer);
                if (!(said instanceof Said.Answer<Long>)) return complain(said);
            }
            return ofFile(export);
        } finally {
            Files.deleteIfExists(export);
            Files.delete(folder);
        }
    }

    private int ofFile(Path export) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(export, StandardCharsets.UTF_8)) {
            return say(JournalExport.verify(reader));
        }
    }

    private int say(JournalExport.Checked checked) {
        var body = new LinkedHashMap<String, Object>();
        String sentence;
        switch (checked) {
            case JournalExport.Checked.Intact intact -> {
                body.put("intact", true);
                body.put("first", intact.first());
                body.put("last", intact.last());
                sentence = ink.good("Intact: ")
                        + (intact.last() == 0
                                ? "there are no entries."
                                : "entries " + intact.first() + " to " + intact.last() + " are as they were written.");
            }
            case JournalExport.Checked.Broken broken -> {
                body.put("intact", false);
                body.put("problem", broken.problem().sentence());
                sentence = ink.bad("Broken: ") + broken.problem().sentence() + ".";
            }
        }
        if (json()) {
            OutputOption.print(out(), body);
        } else {
            out().println(sentence);
        }
        return checked instanceof JournalExport.Checked.Intact ? Exit.FINE : Exit.NO;
    }
}
