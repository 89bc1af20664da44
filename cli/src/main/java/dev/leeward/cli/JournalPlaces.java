package dev.leeward.cli;

import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.node.JournalHomes;
import dev.leeward.relocation.JournalHome;
import dev.leeward.secret.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Finds the journal that a person means by a file: a configuration that says where it is, or a journal or backup itself. */
final class JournalPlaces {
    private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private JournalPlaces() {}

    /** The journal that {@code file} means; empty when it is no use, which was said on {@code err}. */
    static Optional<JournalHome> of(Path file, Surroundings surroundings, PrintWriter err) {
        var version = new Version().number();
        if (isSqlite(file)) return Optional.of(JournalHomes.of(file, version));
        var check = ConfigurationCheck.of(file, Environment.of(surroundings.environment()));
        check.errors().forEach(err::println);
        if (check.configuration().isEmpty()) {
            err.println("leeward: " + file + " is no configuration that can be used, and no journal.");
        }
        return check.configuration().map(configuration -> JournalHomes.of(configuration, version));
    }

    private static boolean isSqlite(Path file) {
        if (!Files.isRegularFile(file)) return false;
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(SQLITE.length), SQLITE);
        } catch (IOException e) {
            // Not to be read: whoever reads it as a configuration says why.
            return false;
        }
    }
}
