package dev.leeward.cli;

import dev.leeward.agent.Agent;
import dev.leeward.config.host.HostSettings;
import dev.leeward.config.load.HostFile;
import dev.leeward.fault.FaultCode;
import dev.leeward.secret.Environment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leeward agent}. */
@Command(
        name = "agent",
        header = "Run beside an application: tell its health, keep its region's settings, fence it on order.",
        description = {
            "",
            "Serves /health for load balancers, asks the orchestrators for orders, writes the environment file and restarts the"
                    + " units that its own file allows, and holds a fence over its own restarts. See docs/AGENT.md.",
            ""
        },
        footer = {"", "Example:", "  leeward agent /etc/leeward-agent/agent.yaml"},
        mixinStandardHelpOptions = true)
final class AgentCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            defaultValue = "/etc/leeward-agent/agent.yaml",
            description = "Default: ${DEFAULT-VALUE}.")
    private Path file = Path.of("/etc/leeward-agent/agent.yaml");

    @Option(names = "--check", description = "Only read the file, and say whether an agent could run on it.")
    private boolean check;

    @Mixin
    private LogOption log = new LogOption();

    AgentCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        var err = spec.commandLine().getErr();
        var read = HostFile.read(file, Environment.of(surroundings.environment()));
        if (read.settings().isEmpty()) {
            read.remarks().forEach(err::println);
            err.println("leeward: " + file + " cannot be used.");
            return Exit.USAGE;
        }
        if (check) {
            read.remarks().forEach(err::println);
            spec.commandLine().getOut().println(file + " is right.");
            return Exit.FINE;
        }
        log.begin();
        var logger = LoggerFactory.getLogger(getClass());
        read.remarks().forEach(remark -> logger.warn("{}", remark.headline()));
        return run(read.settings().get(), err);
    }

    private static int run(HostSettings settings, PrintWriter err) throws InterruptedException {
        return switch (Agent.start(settings, new Version().number())) {
            case Agent.Start.Refused refused -> {
                err.println("leeward: cannot start: " + refused.problem().sentence());
                yield refused.problem().code() == FaultCode.MISCONFIGURED ? Exit.USAGE : Exit.FAILED;
            }
            case Agent.Start.Running(Agent agent) -> {
                Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "leeward-stop"));
                // Until a signal ends the process from within the hook.
                new CountDownLatch(1).await();
                yield Exit.FINE;
            }
        };
    }
}
