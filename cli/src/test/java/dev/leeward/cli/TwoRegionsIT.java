package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with two regions: nginx, php-fpm, agents, stores, replication, a name server, and an application that dies. */
final class TwoRegionsIT {
    private static final Duration BOUND = Duration.ofMinutes(9);

    @TempDir
    private Path folder;

    @Test
    void an_application_that_dies_is_served_elsewhere_and_comes_home_whoever_is_killed_at_every_step() {
        Needs.program("named", "nginx", "php", "dig", "curl", "tsig-keygen", "openssl");
        var script = Path.of(System.getProperty("leeward.root"), "examples", "two-regions", "run");
        var environment = Map.of("TMPDIR", folder.toString());
        try (var story = LocalProcess.start(folder, environment, List.of(script.toString(), "--crash", "--image"))) {
            assertThat(story.exitCode(BOUND)).as(story.output()).isZero();
            assertThat(story.output())
                    .contains("ok     both stores hold the same", "Everything was as it should be")
                    .containsPattern("were killed [0-9]+ times")
                    .doesNotContain("WRONG");
        }
    }
}
