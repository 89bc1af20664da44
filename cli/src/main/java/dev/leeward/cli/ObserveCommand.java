package dev.leeward.cli;

import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.secret.Environment;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code leeward observe}. */
@Command(
        name = "observe",
        header = "Watch the regions from here, and tell the nodes what is seen; never lead.",
        description = {
            "",
            "For a place that shall have a say in whether a region is down, and nothing else: it needs no journal and none of the"
                    + " secrets for steering and notices, and can move nothing. It reads the same file as the nodes, in which"
                    + " `vantage-points` lists it under its `observer.name`. Its API answers /api/v1/evidence, /metrics,"
                    + " /livez and /readyz. SIGHUP reads the configuration again.",
            ""
        },
        footer = {"", "Example:", "  leeward observe leeward.yaml"},
        mixinStandardHelpOptions = true)
final class ObserveCommand extends StartCommand {
    ObserveCommand(Surroundings surroundings, NodeRun observer) {
        super(surroundings, observer);
    }

    @Override
    ConfigurationStore.Opening open(Path path, Environment environment) {
        return ConfigurationStore.openToObserve(path, environment);
    }

    @Override
    String refusal(Path path) {
        return path + " cannot be used.";
    }
}
