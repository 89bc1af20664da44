package dev.leeward.cli;

import dev.leeward.api.body.OrderBody;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code leeward proceed}. */
@Command(
        name = "proceed",
        header = "Let a move go on that waits for a person, or end it.",
        description = {
            "",
            "A step of the run book with `on-failure: ask` could not be done. The move goes on without it; with"
                    + " --give-up it ends, and what it did is taken back.",
            ""
        },
        footer = {"", "Examples:", "  leeward proceed shop", "  leeward proceed shop --give-up"},
        mixinStandardHelpOptions = true)
final class ProceedCommand extends OrderCommand {
    @Option(names = "--give-up", description = "End the move, and take back what it did.")
    private boolean giveUp;

    ProceedCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    OrderBody order(boolean dryRun) {
        var order = giveUp ? "give-up" : "proceed";
        return new OrderBody(order, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), dryRun);
    }
}
