package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class LeewardTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void help_says_what_the_command_is_for() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: leeward").contains("reachable when the region");
    }

    @Test
    void version_is_one_line() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("leeward ").hasLineCount(1);
    }

    @Test
    void no_subcommand_is_wrong_usage() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: leeward");
    }

    @Test
    void an_unknown_option_is_wrong_usage() {
        assertThat(run("--no-such-option")).isEqualTo(2);
        assertThat(err.toString()).contains("--no-such-option");
    }

    private int run(String... arguments) {
        CommandLine command = Leeward.commandLine(Surroundings.ofThisProcess());
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
