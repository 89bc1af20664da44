package dev.leeward.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Which configuration file. */
final class ConfigFile {
    private static final Path HERE = Path.of("leeward.yaml");
    private static final Path SYSTEM = Path.of("/etc/leeward/leeward.yaml");

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "The configuration. Default: LEEWARD_CONFIG, or leeward.yaml here, or /etc/leeward/leeward.yaml.")
    private @Nullable Path file;

    /** The file that is meant, whether or not it exists. */
    Path path(Map<String, String> environment) {
        if (file != null) return file;
        var named = environment.get("LEEWARD_CONFIG");
        if (named != null && !named.isBlank()) return Path.of(named);
        return !Files.exists(HERE) && Files.exists(SYSTEM) ? SYSTEM : HERE;
    }
}
