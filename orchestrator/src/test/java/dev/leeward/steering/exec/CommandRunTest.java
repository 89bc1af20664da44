package dev.leeward.steering.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import dev.leeward.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that misbehave. */
final class CommandRunTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final RegionName US = new RegionName("us-east");
    private static final RegionName EU = new RegionName("eu-central");
    private static final Endpoints HERE = Endpoints.of(RecordType.A, "192.0.2.1");
    private static final Endpoints THERE = Endpoints.of(RecordType.A, "198.51.100.1");
    private static final Reading.Found BEFORE = new Reading.Found(HERE.byType(), Optional.empty(), Epoch.NONE);
    private static final SteeringOrder ORDER = new SteeringOrder(
            new ServiceName("shop"), EU, Map.of(US, HERE, EU, THERE), TtlChoice.MOVING, new Epoch(1), "run-1");
    private static final SteeringPlan PLAN =
            new SteeringPlan(new TargetId("exec:proxy"), ORDER, BEFORE, List.of("move"));
    /** A script's first lines: answers plan as {@link #BEFORE}, and everything after {@code *)} is for the other verbs. */
    private static final String PLANS = """
            case "$LEEWARD_VERB" in plan)
              echo '{"leeward-exec":1,"reading":{"values":{"A":["192.0.2.1"]},"epoch":0},"changes":["move"]}'; exit;;
            esac
            """;

    @TempDir
    private Path folder;

    @Test
    void a_command_that_does_not_exist_is_never_started() {
        try (Actuator missing = actuator(List.of("/nowhere/at/all"))) {
            assertThat(unreadable(missing.read(LIMIT)).code()).isEqualTo(FaultCode.MISCONFIGURED);
            assertThat(missing.apply(PLAN, LIMIT)).isInstanceOf(Outcome.Untouched.class);
            assertThat(missing.preflight(LIMIT))
                    .extracting(Finding::severity, Finding::code)
                    .containsExactly(tuple(Finding.Severity.ERROR, FaultCode.MISCONFIGURED));
            assertThat(missing.verify(ORDER, LIMIT)).isInstanceOf(Verification.Unseen.class);
        }
    }

    @Test
    void the_words_of_standard_error_reach_the_person_on_one_line() {
        Problem problem = unreadable(read("printf 'the proxy\\nsaid \\033[31mno' >&2; exit 3"));
        assertThat(problem.code()).isEqualTo(FaultCode.REJECTED);
        assertThat(problem.sentence()).isEqualTo("exec:proxy read failed with exit code 3: the proxy said [31mno");
    }

    @Test
    void exit_code_75_is_worth_another_try_and_changed_nothing() {
        assertThat(unreadable(read("exit 75"))).matches(Problem::retryable);
        Outcome outcome = apply(PLANS + "exit 75");
        assertThat(((Outcome.Untouched) outcome).problem().retryable()).isTrue();
    }

    @Test
    void another_exit_code_of_apply_leaves_it_unknown() {
        assertThat(((Outcome.Unknown) apply(PLANS + "exit 1")).problem().code()).isEqualTo(FaultCode.REJECTED);
    }

    @Test
    void an_apply_that_failed_after_it_was_done_is_recognised() {
        Outcome outcome = apply("""
                case "$LEEWARD_VERB" in
                apply) touch done; exit 1;;
                plan) if [ -e done ]
                  then echo '{"leeward-exec":1,"reading":{"values":{"A":["198.51.100.1"]},"epoch":1},"changes":[]}'
                  else echo '{"leeward-exec":1,"reading":{"values":{"A":["192.0.2.1"]},"epoch":0},"changes":["move"]}'
                  fi;;
                esac
                """);
        assertThat(((Outcome.Applied) outcome).evidence()).contains("read back");
    }

    @Test
    void a_garbled_answer_to_apply_leaves_it_unknown() {
        for (String answer : List.of("done", "{\"leeward-exec\":2,\"applied\":\"x\"}", "{\"leeward-exec\":1}", "")) {
            Outcome outcome = apply(PLANS + "echo '" + answer + "'");
            assertThat(((Outcome.Unknown) outcome).problem().code()).as(answer).isEqualTo(FaultCode.GARBLED);
        }
    }

    @Test
    void a_problem_in_the_answer_to_apply_means_that_nothing_was_changed() {
        Outcome outcome =
                apply(PLANS + "echo '{\"leeward-exec\":1,\"problem\":{\"code\":\"CONFLICT\",\"sentence\":\"x\"}}'");
        assertThat(((Outcome.Untouched) outcome).problem()).isEqualTo(Problem.lasting(FaultCode.CONFLICT, "x"));
    }

    @Test
    void garbled_readings_are_no_readings() {
        for (String answer : List.of(
                "[]",
                "{\"leeward-exec\":1} {}",
                "{\"leeward-exec\":1,\"leeward-exec\":1}",
                "{\"leeward-exec\":1,\"reading\":{\"values\":{},\"epoch\":-1}}",
                "{\"leeward-exec\":1,\"reading\":{\"values\":{},\"epoch\":1.5}}",
                "{\"leeward-exec\":1,\"reading\":{\"values\":{\"MX\":[\"a\"]},\"epoch\":1}}",
                "{\"leeward-exec\":1,\"reading\":{\"values\":{\"A\":\"192.0.2.1\"},\"epoch\":1}}",
                "{\"leeward-exec\":1,\"problem\":{\"code\":\"NO_SUCH_CODE\",\"sentence\":\"x\"}}")) {
            assertThat(unreadable(read("echo '" + answer + "'")).code())
                    .as(answer)
                    .isEqualTo(FaultCode.GARBLED);
        }
    }

    @Test
    void a_plan_without_changes_must_show_what_was_ordered() {
        try (Actuator actuator = script(
                "echo '{\"leeward-exec\":1,\"reading\":{\"values\":{\"A\":[\"192.0.2.1\"]},\"epoch\":1},\"changes\":[]}'")) {
            Planned planned = actuator.plan(ORDER, LIMIT);
            assertThat(((Planned.Refused) planned).problem().code()).isEqualTo(FaultCode.GARBLED);
        }
    }

    @Test
    void foreign_values_are_refused_whatever_the_command_would_do() {
        try (Actuator actuator = script(
                "echo '{\"leeward-exec\":1,\"reading\":{\"values\":{\"A\":[\"192.0.2.9\"]},\"epoch\":0},\"changes\":[\"x\"]}'")) {
            Planned planned = actuator.plan(ORDER, LIMIT);
            assertThat(((Planned.Refused) planned).problem().code()).isEqualTo(FaultCode.FOREIGN);
            Outcome outcome = actuator.apply(PLAN, LIMIT);
            assertThat(((Outcome.Untouched) outcome).problem().code()).isEqualTo(FaultCode.CONFLICT);
        }
    }

    @Test
    void a_proof_needs_a_witness() {
        try (Actuator actuator = script("echo '{\"leeward-exec\":1,\"proven\":true,\"witnesses\":[]}'")) {
            assertThat(actuator.verify(ORDER, LIMIT)).isInstanceOf(Verification.Unseen.class);
        }
    }

    @Test
    void at_the_deadline_the_command_dies_with_what_it_started() throws IOException {
        Outcome outcome = apply(PLANS + "sleep 300 & echo $! > child; wait", Duration.ofSeconds(4));
        assertThat(((Outcome.Unknown) outcome).problem().code()).isEqualTo(FaultCode.TIMED_OUT);
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        Await.until(
                "the child is gone",
                Duration.ofSeconds(30),
                () -> ProcessHandle.of(child).map(handle -> !handle.isAlive()).orElse(true));
    }

    @Test
    void the_targets_own_timeout_counts_when_it_is_shorter() {
        var hanging = new ExecTarget(
                "proxy", List.of("sh", "-c", "sleep 300", "sh"), folder, Map.of(), Duration.ofMillis(300));
        try (Actuator actuator = new ExecActuator(hanging)) {
            long start = System.nanoTime();
            assertThat(unreadable(actuator.read(LIMIT)).code()).isEqualTo(FaultCode.TIMED_OUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.dividedBy(2));
        }
    }

    @Test
    void an_endless_answer_is_cut_off_and_its_command_killed() {
        Problem problem = unreadable(read("yes"));
        assertThat(problem.code()).isEqualTo(FaultCode.EXHAUSTED);
        assertThat(problem.sentence()).contains("wrote more than 262144 bytes");
    }

    @Test
    void endless_errors_do_not_stop_the_answer() {
        Reading reading = read(
                "head -c 1000000 /dev/zero >&2; echo '{\"leeward-exec\":1,\"reading\":{\"values\":{},\"epoch\":4}}'");
        assertThat(((Reading.Found) reading).epoch()).isEqualTo(new Epoch(4));
    }

    @Test
    void a_process_left_behind_that_holds_the_output_does_not_hold_us() {
        // Longer than the call has.
        Reading reading = read("echo '{\"leeward-exec\":1,\"reading\":{\"values\":{},\"epoch\":4}}'; sleep 45 &");
        assertThat(((Reading.Found) reading).epoch()).isEqualTo(new Epoch(4));
    }

    @Test
    void a_request_that_nobody_reads_does_not_hold_us() {
        var regions = new TreeMap<RegionName, Endpoints>();
        for (int i = 0; i < 2_000; i++) {
            regions.put(
                    new RegionName("region-" + i), Endpoints.of(RecordType.CNAME, "lb-%d.example.org".formatted(i)));
        }
        var order = new SteeringOrder(
                new ServiceName("shop"), new RegionName("region-1"), regions, TtlChoice.MOVING, new Epoch(1), "run-1");
        try (Actuator actuator = script("exit 75")) {
            assertThat(((Planned.Refused) actuator.plan(order, LIMIT)).problem().code())
                    .isEqualTo(FaultCode.UNAVAILABLE);
        }
    }

    @Test
    void the_environment_holds_what_is_documented_and_nothing_of_ours() throws IOException {
        Map<String, String> given = Map.of("PROXY_TOKEN", "of-the-user");
        var target = new ExecTarget(
                "proxy", List.of("sh", "-c", "env > env; exit 75", "sh"), folder, given, Duration.ofMinutes(1));
        try (Actuator actuator = new ExecActuator(target)) {
            assertThat(unreadable(actuator.read(LIMIT)).code()).isEqualTo(FaultCode.UNAVAILABLE);
        }
        assertThat(Files.readAllLines(folder.resolve("env")))
                .extracting(line -> line.split("=")[0])
                .containsExactlyInAnyOrder(
                        "PATH", "HOME", "LANG", "PWD", "LEEWARD_EXEC", "LEEWARD_VERB", "LEEWARD_TARGET", "PROXY_TOKEN");
        assertThat(target.toString()).contains("PROXY_TOKEN").doesNotContain("of-the-user");
    }

    @Test
    void arguments_are_not_read_by_a_shell() {
        Path trap = folder.resolve("trap");
        try (Actuator actuator = actuator(List.of("echo", "$(touch " + trap + ")", "; touch " + trap))) {
            assertThat(unreadable(actuator.read(LIMIT)).code()).isEqualTo(FaultCode.GARBLED);
        }
        assertThat(trap).doesNotExist();
    }

    private Reading read(String script) {
        try (Actuator actuator = script(script)) {
            return actuator.read(LIMIT);
        }
    }

    private Outcome apply(String script) {
        return apply(script, LIMIT);
    }

    private Outcome apply(String script, Duration limit) {
        try (Actuator actuator = script(script)) {
            return actuator.apply(PLAN, limit);
        }
    }

    private Actuator script(String script) {
        return actuator(List.of("sh", "-c", script, "sh"));
    }

    private Actuator actuator(List<String> command) {
        return new ExecActuator(new ExecTarget("proxy", command, folder, Map.of(), Duration.ofMinutes(1)));
    }

    private static Problem unreadable(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        return ((Reading.Unreadable) reading).problem();
    }
}
