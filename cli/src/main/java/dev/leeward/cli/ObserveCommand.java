package dev.leeward.cli;

import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.secret.Environment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class ObserveCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final NodeRun observer;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile file = new ConfigFile();

    @Option(
            names = "--log",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "The form of the log on standard error: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Logging.Form log = Logging.Form.text;

    ObserveCommand(Surroundings surroundings, NodeRun observer) {
        this.surroundings = surroundings;
        this.observer = observer;
    }

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        var path = file.path(surroundings.environment());
        return switch (ConfigurationStore.openToObserve(path, Environment.of(surroundings.environment()))) {
            case ConfigurationStore.Opening.Refused refused -> {
                refused.remarks().forEach(err::println);
                err.println("leeward: " + path + " cannot be used.");
                yield Exit.USAGE;
            }
            case ConfigurationStore.Opening.Opened opened -> {
                Logging.ofNode(log);
                opened.check().warnings().forEach(err::println);
                yield observer.run(opened.store(), new Version().number(), err);
            }
        };
    }
}
