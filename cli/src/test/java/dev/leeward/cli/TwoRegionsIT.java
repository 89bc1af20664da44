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
    private static final Duration BOUND = Duration.ofSeconds(270);

    @TempDir
    private Path folder;

    @Test
    void an_application_that_dies_is_served_from_the_other_region_with_its_data_and_comes_home() {
        Needs.program("named", "nginx", "php", "dig", "curl", "tsig-keygen", "openssl");
        var script = Path.of(System.getProperty("leeward.root"), "examples", "two-regions", "run");
        try (var story = LocalProcess.start(folder, Map.of("TMPDIR", folder.toString()), List.of(script.toString()))) {
            assertThat(story.exitCode(BOUND)).as(story.output()).isZero();
            assertThat(story.output())
                    .contains("ok     both stores hold the same", "Everything was as it should be")
                    .doesNotContain("WRONG");
        }
    }
}
