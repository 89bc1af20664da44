package dev.leeward.testkit;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a test needs from the machine it runs on.
 *
 * <p>On a person's machine a test whose program is missing is skipped, and says so. Where the environment variable {@code
 * CI} is {@code true} it fails: there nothing may be skipped without anybody noticing.
 */
public final class Needs {

    /** Servers such as named live in folders that are not on everybody's path. */
    private static final List<Path> SERVER_FOLDERS =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"), Path.of("/sbin"));

    private Needs() {}

    /**
     * Goes on only when every program can be started.
     *
     * @return where the first program is
     * @throws org.opentest4j.TestAbortedException if one is missing: the test is skipped
     * @throws AssertionError if one is missing and {@code CI=true}
     */
    public static Path program(String first, String... more) {
        ProgramSearch search = ofThisMachine();
        Path found = search.require(first);
        for (String name : more) {
            search.require(name);
        }
        return found;
    }

    /** Goes on only when the test runs as root; otherwise as if a program were missing. */
    public static void root(String what) {
        if (!"root".equals(System.getProperty("user.name"))) ofThisMachine().missing(what + " need root");
    }

    private static ProgramSearch ofThisMachine() {
        return new ProgramSearch(folders(System.getenv("PATH")), "true".equals(System.getenv("CI")), Needs::announce);
    }

    /** Writes past the tests' own standard error, which goes to a file that nobody opens for a skipped test. */
    private static void announce(String why) {
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        console.println("SKIPPED a test: " + why);
    }

    private static List<Path> folders(@Nullable String path) {
        Stream<Path> named = path == null
                ? Stream.empty()
                : Arrays.stream(path.split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of);
        return Stream.concat(named, SERVER_FOLDERS.stream()).distinct().toList();
    }
}
