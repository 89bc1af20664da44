package dev.leeward.cli;

import dev.leeward.api.body.OrderBody;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leeward release}. */
@Command(
        name = "release",
        header = "Take down the fence that a move left around a region.",
        description = {
            "",
            "Applications there can write again, wherever the traffic is: where two regions must not write at once, that is yours"
                    + " to answer for. A move to the region does it by itself.",
            ""
        },
        footer = {"", "Example:", "  leeward release shop us-east --why \"nightly jobs run there\""},
        mixinStandardHelpOptions = true)
final class ReleaseCommand extends OrderCommand {
    @Parameters(index = "1", paramLabel = "REGION", description = "Which region.")
    private String region = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "For the journal.")
    private @Nullable String why;

    ReleaseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    OrderBody order(boolean dryRun) {
        return OrderBody.release(region, Optional.ofNullable(why), dryRun);
    }
}
