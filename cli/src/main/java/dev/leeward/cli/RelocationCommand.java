package dev.leeward.cli;

import dev.leeward.journal.UnreadableJournalException;
import dev.leeward.relocation.JournalHome;
import dev.leeward.relocation.Relocation;
import dev.leeward.relocation.RelocationException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What brings a journal from one place to another: says from where to where, asks, and does it. */
abstract class RelocationCommand implements Callable<Integer> {
    private static final long SAY_EVERY = 10_000;

    final Surroundings surroundings;
    private final Ink ink;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfirmOption confirm = new ConfirmOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "FILE",
            description = "Where from: a configuration that says where the journal is, or a journal's file itself.")
    private Path from = Path.of("");

    RelocationCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.ink = Ink.of(surroundings);
    }

    /** Where to, or empty when that is no use, which was said. */
    abstract Optional<JournalHome> destination(PrintWriter err);

    /** What would be done, as a sentence. */
    abstract String plan(String journal, String from, String to);

    /** Does it. */
    abstract Relocation.Result carryOut(Relocation relocation);

    /** What was done, as a sentence. */
    abstract String done(String from, String to);

    @Override
    public final Integer call() {
        var err = err();
        if (confirm.cannotAsk(surroundings)) {
            err.println("leeward: There is no terminal to ask on: say --yes to carry it out, or --dry-run to see what"
                    + " would happen.");
            return Exit.USAGE;
        }
        var source = JournalPlaces.of(from, surroundings, err);
        if (source.isEmpty()) return Exit.USAGE;
        var destination = destination(err);
        if (destination.isEmpty()) return Exit.USAGE;
        try (var chain = source.get().look()) {
            var ends = chain.ends();
            var journal =
                    "lines " + (ends.baseSequence() + 1) + " to " + ends.head().sequence();
            err.println(plan(journal, source.get().name(), destination.get().name()));
        } catch (RelocationException e) {
            return refused(e.problem().sentence());
        } catch (UnreadableJournalException e) {
            return refused(e.problem().sentence());
        }
        if (confirm.dryRun()) {
            err.println("Nothing was done: this was a dry run.");
            return Exit.FINE;
        }
        if (!confirm.confirmed(surroundings, err)) {
            err.println("Nothing was done.");
            return Exit.NO;
        }
        return carryOut(source.get(), destination.get());
    }

    private int carryOut(JournalHome source, JournalHome destination) {
        long start = System.nanoTime();
        var result = carryOut(new Relocation(source, destination, this::progress));
        return switch (result) {
            case Relocation.Result.Done(long first, long last) -> {
                say(first, last, (System.nanoTime() - start) / 1e9, done(source.name(), destination.name()));
                yield Exit.FINE;
            }
            case Relocation.Result.AlreadyDone(long last) -> {
                say(1, last, 0, destination.name() + " has it already; nothing was done.");
                yield Exit.FINE;
            }
            case Relocation.Result.Refused refused -> refused(refused.problem().sentence());
        };
    }

    private void progress(long last) {
        if (last % SAY_EVERY == 0) err().println("  line " + last + " ...");
    }

    private void say(long first, long last, double seconds, String sentence) {
        var out = spec.commandLine().getOut();
        if (output.json()) {
            var body = new LinkedHashMap<String, Object>();
            body.put("first", first);
            body.put("last", last);
            body.put("seconds", seconds);
            body.put("sentence", sentence);
            OutputOption.print(out, body);
            return;
        }
        out.println(ink.good("Done: ") + "lines " + first + " to " + last + ", chain checked on both sides, in "
                + Text.seconds(seconds) + ".");
        out.println(sentence);
        out.flush();
    }

    private int refused(String sentence) {
        err().println(ink.bad("leeward: ") + sentence);
        err().flush();
        return Exit.NO;
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
