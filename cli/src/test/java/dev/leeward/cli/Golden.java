package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares output with a file kept beside this class's resources. With {@code -Dgolden=write} the files are written
 * instead; look at the difference before you commit it.
 */
final class Golden {
    private Golden() {}

    static void check(String name, String output) {
        var file = Path.of("src/test/resources/dev/leeward/cli", name + ".txt");
        try {
            if ("write".equals(System.getProperty("golden"))) Files.writeString(file, output);
            assertThat(output).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
