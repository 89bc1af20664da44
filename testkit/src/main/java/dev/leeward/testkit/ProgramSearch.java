package dev.leeward.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/**
 * Looks for programs in folders, first folder first.
 *
 * @param folders where to look
 * @param mandatory whether a missing program is a failure and not a reason to skip
 * @param skipping told why a test is about to be skipped
 */
record ProgramSearch(List<Path> folders, boolean mandatory, Consumer<String> skipping) {

    ProgramSearch {
        folders = List.copyOf(folders);
    }

    /** Returns where the program is, or ends the test: skipped, or failed if programs are mandatory. */
    Path require(String name) {
        return find(name).orElseGet(() -> missing("the program " + name + " is not installed"));
    }

    private Optional<Path> find(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Ends the test for want of something: skipped, or failed if nothing may be missing. */
    Path missing(String why) {
        if (mandatory) {
            throw new AssertionError(why + ", and with CI=true no test may be skipped");
        }
        skipping.accept(why);
        return Assumptions.abort(why);
    }
}
