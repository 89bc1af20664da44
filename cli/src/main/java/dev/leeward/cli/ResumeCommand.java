package dev.leeward.cli;

import dev.leeward.api.body.OrderBody;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code leeward resume}. */
@Command(
        name = "resume",
        header = "End a pause: automatic moves are allowed again.",
        description = "",
        footer = {"", "Example:", "  leeward resume shop"},
        mixinStandardHelpOptions = true)
final class ResumeCommand extends OrderCommand {
    ResumeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    OrderBody order(boolean dryRun) {
        return new OrderBody("resume", Optional.empty(), List.of(), Optional.empty(), Optional.empty(), dryRun);
    }
}
