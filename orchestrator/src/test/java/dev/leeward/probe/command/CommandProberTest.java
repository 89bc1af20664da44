package dev.leeward.probe.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.ProberContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandProberTest extends ProberContract {

    @TempDir
    Path folder;

    @Override
    protected Prober prober() {
        return new CommandProber();
    }

    @Override
    protected Check healthy() {
        return command("true");
    }

    @Override
    protected Check failing() {
        return command("false");
    }

    @Override
    protected Check silent() {
        return command("sleep", "60");
    }

    private static Check.Command command(String... argv) {
        return new Check.Command(List.of(argv));
    }

    private static Check.Command shell(String script) {
        return command("sh", "-c", script);
    }

    private static Sighting look(Check check, Duration timeout) {
        try (Prober prober = new CommandProber()) {
            CompletableFuture<Sighting> seen = new CompletableFuture<>();
            prober.look(new Probe(new ProbeId("test"), check, timeout, timeout, timeout), seen::complete);
            return seen.join();
        }
    }

    private static Sighting look(Check check) {
        return look(check, Duration.ofSeconds(10));
    }

    @Test
    void the_first_line_printed_explains_a_bad_exit() {
        assertThat(look(shell("echo; echo no database; echo more; exit 3")))
                .isInstanceOfSatisfying(Sighting.Failing.class, failing -> {
                    assertThat(failing.kind()).isEqualTo(FailureKind.BAD_EXIT);
                    assertThat(failing.detail()).isEqualTo("exit code 3: no database");
                });
    }

    @Test
    void exit_code_75_says_nothing_about_the_target() {
        assertThat(look(shell("echo locked >&2; exit 75")))
                .isInstanceOfSatisfying(
                        Sighting.Inconclusive.class,
                        seen -> assertThat(seen.why()).isEqualTo("locked"));
    }

    @Test
    void a_missing_program_says_nothing_about_the_target() {
        assertThat(look(command("/no/such/program"))).isInstanceOf(Sighting.Inconclusive.class);
    }

    @Test
    void no_shell_sees_the_arguments() {
        assertThat(look(command("test", "$HOME", "=", "$HOME"))).isInstanceOf(Sighting.Healthy.class);
        assertThat(look(command("test", "*", "=", "*"))).isInstanceOf(Sighting.Healthy.class);
    }

    @Test
    void a_program_that_waits_for_input_sees_its_end() {
        assertThat(look(command("cat"))).isInstanceOf(Sighting.Healthy.class);
    }

    @Test
    void the_nodes_environment_stays_with_the_node() {
        // What the test's own environment has beyond these few names is what a program must not see.
        assertThat(
                        look(
                                shell(
                                        "test -n \"$PATH\" && ! env | grep -qvE '^(PATH|HOME|LANG|LC_ALL|TZ|TMPDIR|USER|PWD|SHLVL|_)='")))
                .isInstanceOf(Sighting.Healthy.class);
    }

    @Test
    void much_output_does_not_stop_the_program() {
        assertThat(look(shell("head -c 5000000 /dev/zero"))).isInstanceOf(Sighting.Healthy.class);
    }

    @Test
    void at_the_deadline_the_children_are_killed_too() throws IOException {
        Path pid = folder.resolve("pid");
        Sighting seen = look(shell("sleep 60 & echo $! >" + pid + "; wait"), Duration.ofSeconds(2));
        assertThat(seen)
                .isInstanceOfSatisfying(
                        Sighting.Failing.class, it -> assertThat(it.kind()).isEqualTo(FailureKind.TIMED_OUT));
        long child = Long.parseLong(Files.readString(pid).strip());
        Await.until(
                "the child is gone",
                Duration.ofSeconds(30),
                () -> ProcessHandle.of(child)
                        .map(ProcessHandle::isAlive)
                        .map(alive -> !alive)
                        .orElse(true));
    }

    @Test
    void a_child_that_keeps_the_pipe_open_does_not_keep_the_look_waiting() {
        // Longer than the look has.
        assertThat(look(shell("sleep 60 & exit 0"))).isInstanceOf(Sighting.Healthy.class);
    }

    @Test
    void too_many_commands_at_once_are_not_started() {
        LinkedBlockingQueue<Sighting> seen = new LinkedBlockingQueue<>();
        Duration timeout = Duration.ofSeconds(10);
        try (Prober prober = new CommandProber()) {
            for (int i = 0; i < CommandProber.MOST_AT_ONCE + 3; i++) {
                prober.look(
                        new Probe(new ProbeId("test"), command("sleep", "60"), timeout, timeout, timeout), seen::add);
            }
            assertThat(seen).hasSize(3).allMatch(sighting -> sighting instanceof Sighting.Inconclusive);
        }
    }
}
