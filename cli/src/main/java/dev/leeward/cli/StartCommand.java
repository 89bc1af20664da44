package dev.leeward.cli;

import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.secret.Environment;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that runs until it is stopped: it reads the configuration, sends its log on its way and starts. */
abstract class StartCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final NodeRun run;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile file = new ConfigFile();

    @Mixin
    private LogOption log = new LogOption();

    StartCommand(Surroundings surroundings, NodeRun run) {
        this.surroundings = surroundings;
        this.run = run;
    }

    /** Reads the configuration for what is started. */
    abstract ConfigurationStore.Opening open(Path path, Environment environment);

    /** What to say of a configuration that cannot be used, after its errors. */
    abstract String refusal(Path path);

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        var path = file.path(surroundings.environment());
        return switch (open(path, Environment.of(surroundings.environment()))) {
            case ConfigurationStore.Opening.Refused refused -> {
                refused.remarks().forEach(err::println);
                err.println("leeward: " + refusal(path));
                yield Exit.USAGE;
            }
            case ConfigurationStore.Opening.Opened opened -> {
                log.begin();
                var logger = LoggerFactory.getLogger(getClass());
                opened.check().warnings().forEach(remark -> logger.warn("{}", remark.headline()));
                yield run.run(opened.store(), new Version().number(), err);
            }
        };
    }
}
