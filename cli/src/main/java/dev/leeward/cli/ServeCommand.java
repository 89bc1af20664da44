package dev.leeward.cli;

import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.secret.Environment;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code leeward serve}. */
@Command(
        name = "serve",
        header = "Run a node: watch the regions, decide, move traffic, answer the API.",
        description = {
            "",
            "Runs until it gets SIGTERM or SIGINT; a run under way is picked up again at the next start. SIGHUP, like `leeward"
                    + " reload`, reads the configuration again. Starting, stopping and reloading never move traffic by"
                    + " themselves.",
            ""
        },
        footer = {"", "Example:", "  leeward check leeward.yaml && leeward serve leeward.yaml"},
        mixinStandardHelpOptions = true)
final class ServeCommand extends StartCommand {
    ServeCommand(Surroundings surroundings, NodeRun node) {
        super(surroundings, node);
    }

    @Override
    ConfigurationStore.Opening open(Path path, Environment environment) {
        return ConfigurationStore.open(path, environment);
    }

    @Override
    String refusal(Path path) {
        return path + " cannot be used; `leeward check` says the same and more.";
    }
}
