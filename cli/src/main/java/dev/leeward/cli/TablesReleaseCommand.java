package dev.leeward.cli;

import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import picocli.CommandLine.Command;

/** {@code leeward tables release}. */
@Command(
        name = "release",
        header = "Take down the fences around the tables of a region.",
        description = {
            "",
            "What others have put into the policies stays. Before that, see that what the other regions wrote since is"
                    + " there: `leeward verify`.",
            "",
            "Exit code 0: no fence stands any more. 1: nobody said yes. 2: the configuration has errors. 3: some fence"
                    + " stands, or nobody knows.",
            ""
        },
        footer = {"", "Example:", "  leeward tables release us-east leeward.yaml"},
        mixinStandardHelpOptions = true)
final class TablesReleaseCommand extends FenceCommand {
    TablesReleaseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    String intent(Target target) {
        return target.policy().epoch().equals(Epoch.NONE)
                ? "leave " + target.table().name() + ", which has no fence"
                : "take down the fence of epoch " + target.policy().epoch() + " around "
                        + target.table().name();
    }

    @Override
    Epoch usual(Epoch latest) {
        return latest;
    }

    @Override
    boolean act(Target target, Epoch epoch, Duration limit) {
        if (target.policy().epoch().equals(Epoch.NONE)) return told(target, true, "no fence stood");
        return switch (target.fence().lowerByHand(epoch, limit)) {
            case Outcome.Applied _ -> told(target, true, "no fence stands");
            case Outcome.Untouched(var problem) -> told(target, false, "the fence stands: " + problem.sentence());
            case Outcome.Unknown(var problem) -> told(target, false, "nobody knows: " + problem.sentence());
        };
    }
}
