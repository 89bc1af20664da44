package dev.leeward.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.agent.state.StateFile;
import dev.leeward.agent.unit.FakeUnits;
import dev.leeward.agents.AgentOrder;
import dev.leeward.agents.OutcomeNote;
import dev.leeward.config.host.EnvironmentSettings;
import dev.leeward.fault.FaultCode;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsWorkTest {
    private static final String BEFORE = "# by hand\nLEEWARD_EPOCH=6\nAWS_REGION=us-east-1\nSHOP_KEY=kept\n";

    @TempDir
    Path folder;

    private final FakeUnits units = new FakeUnits("php8.2-fpm.service");
    private Path path;
    private StateFile state;
    /** The region with which the application works. */
    private String working = "eu-central-1";

    @BeforeEach
    void begin() throws IOException {
        path = Files.writeString(folder.resolve("environment"), BEFORE);
        state = StateFile.open(folder.resolve("state"));
    }

    @AfterEach
    void end() throws IOException {
        state.close();
    }

    @Test
    void settings_are_written_taken_by_the_units_and_proven() throws Exception {
        work(true).begin(order("eu-central-1"), "b-1");
        assertThat(path).hasContent("""
                        # by hand
                        LEEWARD_EPOCH=7
                        AWS_REGION=eu-central-1
                        SHOP_KEY=kept
                        LEEWARD_FENCED=no
                        LEEWARD_REGION=us-east
                        LEEWARD_SERVICE=shop
                        """);
        assertThat(folder.resolve("environment.before")).hasContent(BEFORE);
        assertThat(units.calls()).containsExactly("RESTART php8.2-fpm.service");
        assertThat(outcome()).isInstanceOf(Outcome.Applied.class);
        assertThat(state.now().work()).isEmpty();
    }

    @Test
    void settings_that_are_in_force_restart_nothing() throws Exception {
        work(true).begin(order("eu-central-1"), "b-1");
        work(true).begin(order("eu-central-1"), "b-2");
        assertThat(units.calls()).hasSize(1);
        assertThat(outcome()).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void settings_that_break_the_application_are_taken_back() throws Exception {
        working = "us-east-1";
        work(true).begin(order("nowhere-1"), "b-1");
        assertThat(path).hasContent(BEFORE);
        assertThat(units.calls()).hasSize(2);
        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Outcome.Untouched.class,
                        outcome -> assertThat(outcome.problem().sentence()).contains("were taken back"));
    }

    @Test
    void where_the_settings_of_before_do_not_work_either_nobody_says_untouched() throws Exception {
        working = "none";
        work(true).begin(order("nowhere-1"), "b-1");
        assertThat(path).hasContent(BEFORE);
        assertThat(outcome()).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void without_roll_back_the_file_stays_and_the_outcome_is_unknown() throws Exception {
        work(false).begin(order("nowhere-1"), "b-1");
        assertThat(path).content().contains("nowhere-1");
        assertThat(outcome()).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_unit_that_does_not_restart_is_not_taken_for_one_that_did() throws Exception {
        units.jam("php8.2-fpm.service");
        work(false).begin(order("eu-central-1"), "b-1");
        assertThat(outcome()).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void only_allowed_keys_and_clean_values_get_into_the_file() throws Exception {
        for (var values : List.of(
                Map.of("PATH", "/tmp"),
                Map.of("AWS_REGION", "x\nLD_PRELOAD=/tmp/a"),
                Map.of("aws", "x"),
                Map.<String, String>of())) {
            var order = new AgentOrder.Settings("shop/7/set", new Epoch(7), values);
            work(true).begin(order, "b-1");
            assertThat(outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Untouched.class,
                            outcome -> assertThat(outcome.problem().code()).isEqualTo(FaultCode.REJECTED));
            assertThat(path).hasContent(BEFORE);
        }
        assertThat(units.calls()).isEmpty();
    }

    @Test
    void a_file_that_is_not_understood_is_left_alone() throws Exception {
        Files.writeString(path, "export A=1\n");
        work(true).begin(order("eu-central-1"), "b-1");
        assertThat(path).hasContent("export A=1\n");
        assertThat(outcome()).isInstanceOf(Outcome.Untouched.class);
        assertThat(units.calls()).isEmpty();
    }

    private Outcome outcome() {
        return state.now().outcome("shop/7/set").map(OutcomeNote::value).orElseThrow();
    }

    private static AgentOrder.Settings order(String region) {
        return new AgentOrder.Settings("shop/7/set", new Epoch(7), Map.of("AWS_REGION", region));
    }

    private SettingsWork work(boolean rollBack) {
        var settings = new EnvironmentSettings(
                path,
                List.of("LEEWARD_*", "AWS_REGION"),
                List.of("php8.2-fpm.service"),
                List.of(),
                List.of(),
                List.of(),
                Duration.ofSeconds(1),
                rollBack);
        var file = new EnvironmentFile(path);
        return new SettingsWork(
                settings,
                new ServiceName("shop"),
                new RegionName("us-east"),
                file,
                state,
                units,
                (_, _) -> proof(file),
                InstantSource.system());
    }

    private Application.Proof proof(EnvironmentFile file) {
        try {
            boolean well = file.text().get("AWS_REGION").filter(working::equals).isPresent();
            return new Application.Proof(well, well ? "it works" : "it does not work");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
