package dev.leeward.cli;

import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.secret.Environment;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private final Surroundings surroundings;
    private final NodeRun node;

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

    ServeCommand(Surroundings surroundings, NodeRun node) {
        this.surroundings = surroundings;
        this.node = node;
    }

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        var path = file.path(surroundings.environment());
        return switch (ConfigurationStore.open(path, Environment.of(surroundings.environment()))) {
            case ConfigurationStore.Opening.Refused refused -> {
                refused.remarks().forEach(err::println);
                err.println("leeward: " + path + " cannot be used; `leeward check` says the same and more.");
                yield Exit.USAGE;
            }
            case ConfigurationStore.Opening.Opened opened -> {
                Logging.ofNode(log);
                opened.check().warnings().forEach(remark -> LOG.warn("{}", remark.headline()));
                yield node.run(opened.store(), new Version().number(), err);
            }
        };
    }
}
