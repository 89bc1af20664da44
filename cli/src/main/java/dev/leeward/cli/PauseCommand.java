package dev.leeward.cli;

import dev.leeward.api.body.Lengths;
import dev.leeward.api.body.OrderBody;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code leeward pause}. */
@Command(
        name = "pause",
        header = "Stop automatic moves of a service for a while, for instance during maintenance.",
        description = {
            "",
            "Watching goes on, and orders of people are still taken. A pause always ends by itself, so that protection is"
                    + " never off for good.",
            ""
        },
        footer = {"", "Example:", "  leeward pause shop --for 2h --why \"kernel upgrade\""},
        mixinStandardHelpOptions = true)
final class PauseCommand extends OrderCommand {
    @Option(
            names = "--for",
            required = true,
            paramLabel = "LENGTH",
            description = "How long: 2h, 90m, 1h30m; 7 days at most.")
    private String length = "";

    @Option(
            names = "--why",
            required = true,
            paramLabel = "TEXT",
            description = "For whoever finds the service paused.")
    private String why = "";

    PauseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    OrderBody order(boolean dryRun) {
        if (Lengths.parse(length).isEmpty()) {
            throw new ParameterException(
                    spec().commandLine(), "'" + length + "' is not a length of time: write it like 2h, 90m or 1h30m.");
        }
        return new OrderBody("pause", Optional.empty(), List.of(), Optional.of(length), Optional.of(why), dryRun);
    }
}
