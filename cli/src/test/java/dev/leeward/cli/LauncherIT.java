package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.LocalProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the root of a checkout, against what the build has just made. */
final class LauncherIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void it_starts_what_is_built_without_building_it_again() {
        assertThat(said(launcher().toString(), "--version"))
                .startsWith("leeward ")
                .hasLineCount(1);
    }

    @Test
    void it_works_through_a_symbolic_link_from_another_folder() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a link"), launcher());
        assertThat(said(link.toString(), "--version")).startsWith("leeward ");
    }

    private String said(String... command) {
        try (LocalProcess leeward = LocalProcess.start(folder, Map.of(), List.of(command))) {
            assertThat(leeward.exitCode(SOON)).as(leeward.output()).isZero();
            return leeward.output();
        }
    }

    private static Path launcher() {
        return Path.of(System.getProperty("leeward.root"), "leeward");
    }
}
