package dev.leeward.cli;

import dev.leeward.api.body.OrderBody;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code leeward approve}. */
@Command(
        name = "approve",
        header = "Approve the move that waits for a person.",
        description = {"", "Carried out only if the same move would still be proposed now.", ""},
        footer = {"", "Example:", "  leeward approve shop"},
        mixinStandardHelpOptions = true)
final class ApproveCommand extends OrderCommand {
    ApproveCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    OrderBody order(boolean dryRun) {
        return new OrderBody("approve", Optional.empty(), List.of(), Optional.empty(), Optional.empty(), dryRun);
    }
}
