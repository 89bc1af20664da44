package dev.leeward.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration file, where the command's own parameters are something else. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "With --offline, the configuration. Default: LEEWARD_CONFIG, or leeward.yaml here, or"
                    + " /etc/leeward/leeward.yaml.")
    private @Nullable Path file;

    /** The file that is meant, whether or not it exists. */
    Path path(Map<String, String> environment) {
        return file == null ? new ConfigFile().path(environment) : file;
    }
}
