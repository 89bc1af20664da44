package dev.leeward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalProcessTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TICKS = "echo up; i=0; while :; do i=$((i+1)); echo tick $i; sleep 0.02; done";

    @TempDir
    private Path folder;

    @BeforeAll
    static void needs_a_shell() {
        Needs.program("sh", "kill", "sleep");
    }

    @Test
    void it_is_ready_when_its_condition_holds_and_gone_when_it_is_closed() {
        LocalProcess ticking = ticking();
        try (ticking) {
            assertThat(ticking.isAlive()).isTrue();
            assertThat(ticking.output()).startsWith("up");
        }
        assertThat(ticking.isAlive()).isFalse();
    }

    @Test
    void a_frozen_process_is_alive_and_silent_until_it_is_thawed() {
        try (LocalProcess ticking = ticking()) {
            ticking.freeze();
            Await.until("it is stopped", SOON, () -> state(ticking).startsWith("T"));
            long silent = ticking.outputFile().toFile().length();
            assertThat(ticking.isAlive()).isTrue();
            ticking.thaw();
            Await.until(
                    "it ticks again", SOON, () -> ticking.outputFile().toFile().length() > silent);
        }
    }

    @Test
    void a_frozen_process_can_be_closed() {
        LocalProcess ticking = ticking();
        try (ticking) {
            ticking.freeze();
        }
        assertThat(ticking.isAlive()).isFalse();
    }

    @Test
    void processes_that_it_started_go_with_it() {
        LocalProcess parent = LocalProcess.start(folder, "sh", "-c", "sleep 60 & echo child=$!; wait");
        List<ProcessHandle> children;
        try (parent) {
            parent.awaitReady("has a child", SOON, () -> parent.output().contains("child="));
            children =
                    ProcessHandle.of(parent.pid()).orElseThrow().descendants().toList();
            assertThat(children).isNotEmpty();
        }
        Await.until("they are gone", SOON, () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void one_that_ends_early_fails_with_what_it_said() {
        LocalProcess broken = LocalProcess.start(folder, "sh", "-c", "echo no such zone; exit 3");
        try (broken) {
            assertThatThrownBy(() -> broken.awaitReady("answers", SOON, () -> false))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("ended with 3")
                    .hasMessageContaining("no such zone");
        }
    }

    @Test
    void one_that_is_never_ready_fails_in_time_and_is_stopped() {
        try (LocalProcess ticking = ticking()) {
            assertThatThrownBy(() -> ticking.awaitReady("answers", Duration.ofMillis(50), () -> false))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("was not ready after PT0.05S: answers");
            assertThat(ticking.isAlive()).isFalse();
        }
    }

    @Test
    void its_environment_and_its_exit_code_are_passed_on() {
        Map<String, String> environment = Map.of("GREETING", "ahoy");
        try (LocalProcess greeting =
                LocalProcess.start(folder, environment, List.of("sh", "-c", "echo $GREETING; exit 7"))) {
            assertThat(greeting.exitCode(SOON)).isEqualTo(7);
            assertThat(greeting.output()).isEqualTo("ahoy\n");
        }
    }

    @Test
    void a_killed_process_is_gone_at_once() {
        try (LocalProcess ticking = ticking()) {
            ticking.kill();
            assertThat(ticking.isAlive()).isFalse();
        }
    }

    @Test
    void a_program_that_does_not_exist_cannot_be_started() {
        assertThatThrownBy(() -> LocalProcess.start(folder, "/no/such/program"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("/no/such/program");
    }

    private LocalProcess ticking() {
        LocalProcess ticking = LocalProcess.start(folder, "sh", "-c", TICKS);
        return ticking.awaitReady("ticks", SOON, () -> ticking.output().contains("tick 1"));
    }

    private String state(LocalProcess process) {
        try (LocalProcess ps = LocalProcess.start(folder, "ps", "-o", "stat=", "-p", Long.toString(process.pid()))) {
            ps.exitCode(SOON);
            return ps.output();
        }
    }
}
