package dev.leeward.agent.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.steering.Outcome;
import dev.leeward.unit.Units;
import dev.leeward.unit.Units.Doing;
import dev.leeward.unit.Units.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a program that answers as systemctl(1) does. */
final class SystemctlTest {
    private static final String CRON = "cron.service";

    @TempDir
    Path folder;

    private Path program;

    @BeforeEach
    void place() throws IOException {
        program = FakeSystemctl.in(folder);
        FakeSystemctl.run(folder, CRON);
    }

    @Test
    void a_unit_is_stopped_and_started_and_seen_so() {
        var units = units(Duration.ofSeconds(20));
        assertThat(units.look(CRON).doing()).isEqualTo(Doing.ACTIVE);
        assertThat(units.act(Verb.STOP, CRON)).isInstanceOf(Outcome.Applied.class);
        assertThat(units.look(CRON).doing()).isEqualTo(Doing.INACTIVE);
        assertThat(units.act(Verb.START, CRON)).isInstanceOf(Outcome.Applied.class);
        assertThat(units.look(CRON).evidence()).isEqualTo("cron.service is active (running)");
    }

    @Test
    void a_unit_that_is_not_there_is_not_one_that_is_stopped() {
        assertThat(units(Duration.ofSeconds(20)).look("none.service").doing()).isEqualTo(Doing.MISSING);
    }

    @Test
    void a_unit_that_is_not_allowed_is_never_touched() throws IOException {
        FakeSystemctl.run(folder, "ssh.service");
        assertThat(units(Duration.ofSeconds(20)).act(Verb.STOP, "ssh.service"))
                .isInstanceOfSatisfying(
                        Outcome.Untouched.class,
                        outcome -> assertThat(outcome.problem().code()).isEqualTo(FaultCode.FORBIDDEN));
        assertThat(FakeSystemctl.log(folder)).noneMatch(line -> line.contains("ssh"));
    }

    @Test
    void what_fails_or_hangs_is_unknown_and_what_cannot_start_untouched() throws IOException {
        Files.writeString(folder.resolve("fail"), "");
        assertThat(units(Duration.ofSeconds(20)).act(Verb.RESTART, CRON)).isInstanceOf(Outcome.Unknown.class);
        Files.delete(folder.resolve("fail"));
        Files.writeString(folder.resolve("hang"), "");
        assertThat(units(Duration.ofMillis(300)).act(Verb.RESTART, CRON))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        outcome -> assertThat(outcome.problem().code()).isEqualTo(FaultCode.TIMED_OUT));
        var none = new Systemctl(List.of("/nowhere/systemctl"), Set.of(CRON), Duration.ofSeconds(1));
        assertThat(none.act(Verb.STOP, CRON)).isInstanceOf(Outcome.Untouched.class);
        assertThat(none.look(CRON).doing()).isEqualTo(Doing.UNKNOWN);
    }

    private Units units(Duration limit) {
        return new Systemctl(List.of(program.toString()), Set.of(CRON, "none.service"), limit);
    }
}
