package dev.leeward.notify;

import static dev.leeward.notify.Notices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.notify.Channel.Delivered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandChannelTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void a_program_gets_the_notice_on_its_standard_input() throws IOException {
        var file = folder.resolve("got");
        assertThat(run("cat > \"$1\"; echo \"$LEEWARD_NOTICE\" >> \"$1\"; echo noise", file.toString()))
                .isEqualTo(new Delivered.Done());
        assertThat(Files.readString(file)).isEqualTo(notice(7).json() + "\n7-0123456789ab\n");
    }

    @Test
    void our_environment_is_not_handed_on() throws IOException {
        var file = folder.resolve("env");
        assertThat(run("env > \"$1\"", file.toString())).isEqualTo(new Delivered.Done());
        assertThat(Files.readAllLines(file))
                .allSatisfy(line -> assertThat(line)
                        .matches("(PATH|HOME|LANG|LC_ALL|TZ|TMPDIR|USER|LEEWARD_NOTICE|PWD|OLDPWD|SHLVL|_)=.*"));
    }

    @Test
    void an_exit_code_other_than_0_is_tried_again() {
        assertThat(run("exit 3", "")).isInstanceOfSatisfying(Delivered.Failed.class, failed -> {
            assertThat(failed.problem().sentence()).isEqualTo("the program ended with 3");
            assertThat(failed.problem().retryable()).isTrue();
        });
    }

    @Test
    void a_program_that_does_not_end_is_ended_with_those_it_started() {
        var channel = new CommandChannel("page", List.of("sh", "-c", "sleep 60 & sleep 60"), LIMIT);
        assertThat(channel.deliver(notice(7), Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        Delivered.Failed.class,
                        failed -> assertThat(failed.problem().code()).isEqualTo(FaultCode.TIMED_OUT));
        assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(one -> one.info().commandLine().orElse("").contains("sleep 60")))
                .allSatisfy(one -> assertThat(one.onExit()).succeedsWithin(LIMIT));
    }

    @Test
    void a_program_that_is_not_there_is_said_to_be_so() {
        assertThat(new CommandChannel("page", List.of("/no/such/program"), LIMIT).deliver(notice(7), LIMIT))
                .isInstanceOfSatisfying(
                        Delivered.Failed.class,
                        failed -> assertThat(failed.problem().sentence()).contains("/no/such/program"));
    }

    private static Delivered run(String script, String argument) {
        return new CommandChannel("page", List.of("sh", "-c", script, "sh", argument), LIMIT).deliver(notice(7), LIMIT);
    }
}
