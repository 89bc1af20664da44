package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void every_command_has_a_header_and_the_same_help_option() {
        for (var command : commands(Leeward.commandLine(Surroundings.ofThisProcess(), Wiring.real()))) {
            var usage = command.getCommandSpec().usageMessage();
            // picocli's own says it in its description.
            var said = List.of(usage.header(), usage.description());
            assertThat(said).as(command.getCommandName()).anyMatch(lines -> lines.length > 0);
            assertThat(command.getCommandSpec().findOption("--help")).isNotNull();
        }
    }

    @Test
    void a_completion_script_for_the_shell_knows_the_commands() {
        assertThat(run("completion")).isZero();
        assertThat(out.toString()).contains("failover").contains("--dry-run");
    }

    private static List<CommandLine> commands(CommandLine root) {
        var all = new ArrayList<CommandLine>();
        for (var each : root.getSubcommands().values()) {
            all.add(each);
            all.addAll(commands(each));
        }
        return all;
    }

    private int run(String... arguments) {
        CommandLine command = Leeward.commandLine(Surroundings.ofThisProcess(), Wiring.real());
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
