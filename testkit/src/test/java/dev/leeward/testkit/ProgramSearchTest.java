package dev.leeward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

final class ProgramSearchTest {

    @TempDir
    private Path first;

    @TempDir
    private Path second;

    private final List<String> skipped = new ArrayList<>();

    @Test
    void the_first_folder_wins() throws IOException {
        program(second, "named");
        Path wanted = program(first, "named");
        assertThat(search(true).require("named")).isEqualTo(wanted);
    }

    @Test
    void a_file_that_cannot_be_executed_is_no_program() throws IOException {
        Files.createFile(first.resolve("named"));
        Path wanted = program(second, "named");
        assertThat(search(true).require("named")).isEqualTo(wanted);
    }

    @Test
    void a_missing_program_skips_the_test() {
        assertThatThrownBy(() -> search(false).require("named"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("named is not installed");
        assertThat(skipped).containsExactly("the program named is not installed");
    }

    @Test
    void a_missing_program_fails_the_test_where_nothing_may_be_skipped() {
        assertThatThrownBy(() -> search(true).require("named"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("named is not installed");
        assertThat(skipped).isEmpty();
    }

    private ProgramSearch search(boolean mandatory) {
        return new ProgramSearch(List.of(first, second), mandatory, skipped::add);
    }

    private static Path program(Path folder, String name) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
