package dev.leeward.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share that talk to a running node. */
abstract class NodeCommand implements Callable<Integer> {
    final Surroundings surroundings;
    final Ink ink;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOption api = new ApiOption();

    @Mixin
    private OutputOption output = new OutputOption();

    NodeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.ink = Ink.of(surroundings);
    }

    @Override
    public final Integer call() {
        try (var client = api.client(surroundings)) {
            return run(client);
        }
    }

    /** Does it, and returns the exit code. */
    abstract int run(ApiClient client);

    final CommandSpec spec() {
        return spec;
    }

    final boolean json() {
        return output.json();
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Says why there is no answer, and returns the exit code. */
    final int complain(Said<?> said) {
        return switch (said) {
            case Said.Refusal<?> refusal -> Complaint.about(refusal.problem(), err(), ink);
            case Said.Silence<?> silence -> Complaint.about(silence, err(), ink);
            case Said.Answer<?> _ -> throw new IllegalArgumentException("an answer is no reason to complain");
        };
    }
}
