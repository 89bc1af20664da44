package dev.leeward.agent;

import dev.leeward.agent.unit.Systemctl;
import dev.leeward.config.load.HostFile;
import dev.leeward.secret.Environment;
import dev.leeward.testkit.LocalProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** An agent in a process of its own, which dies as by a loss of power after each thing it has written, if it is told so. */
final class AgentProcess {
    private AgentProcess() {}

    static LocalProcess start(Path folder, boolean mortal) {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return LocalProcess.start(
                folder,
                Map.of("AGENT_TOKEN", OrchestratorFixture.TOKEN),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        AgentProcess.class.getName(),
                        folder.resolve("agent.yaml").toString(),
                        Boolean.toString(mortal)));
    }

    public static void main(String[] args) throws InterruptedException {
        var read = HostFile.read(Path.of(args[0]), Environment.ofProcess());
        var settings = read.settings().orElseThrow(() -> new AssertionError(read.remarks()));
        boolean mortal = Boolean.parseBoolean(args[1]);
        var units = new Systemctl(
                settings.units().program(),
                Set.of("cron.service", "php8.2-fpm.service"),
                settings.units().limit());
        switch (Agent.start(settings, "test", units, () -> {
            if (mortal) die();
        })) {
            case Agent.Start.Running(Agent agent) -> System.out.println("health at " + agent.health());
            case Agent.Start.Refused refused -> throw new AssertionError(refused.problem());
        }
        new CountDownLatch(1).await();
    }

    private static void die() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            // The signal is on its way; nothing of this process may go on before it comes.
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
