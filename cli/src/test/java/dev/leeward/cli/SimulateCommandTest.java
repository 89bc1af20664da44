package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulateCommandTest {
    private static final Path MINIMAL =
            Path.of(System.getProperty("leeward.root", "..")).resolve("examples/minimal.yaml");

    private final CommandFixture leeward = new CommandFixture();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        leeward.close();
    }

    @Test
    void an_operator_gets_an_answer_without_secrets_and_always_the_same() {
        var ran = simulate(MINIMAL, "--scenario", "region-down", "--seeds", "3");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        Golden.check("simulate-region-down", ran.out());
    }

    @Test
    void programs_get_figures_and_the_time_line() {
        var ran = simulate(MINIMAL, "--scenario", "partition", "--seeds", "2", "--output", "json");
        assertThat(ran.code()).isZero();
        var body = Json.MAPPER.readTree(ran.out());
        var question = body.at("/cases/0");
        assertThat(question.at("/service").stringValue()).isEqualTo("shop");
        assertThat(question.at("/asPromised").intValue()).isEqualTo(2);
        assertThat(question.at("/falseFailovers").intValue()).isZero();
        assertThat(question.at("/worstCase").size()).isPositive();
    }

    @Test
    void a_false_failover_is_a_no() throws IOException {
        var lostRoute = write("lost-route.yaml", """
                about: Only the way to the active region is cut.
                length: 5m
                events: [{for: 2m, way: {to: active}}]
                """);
        var ran = simulate(MINIMAL, "--scenario", lostRoute.toString(), "--seeds", "1");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("Not as promised: traffic left a region that was well");
    }

    @Test
    void two_configurations_stand_side_by_side() throws IOException {
        var minimal = Files.readString(MINIMAL);
        var manual = write("manual.yaml", minimal.replace("steering:", "failover: {mode: manual}\n    steering:"));
        var ran = simulate(MINIMAL, "--scenario", "region-down", "--seeds", "2", "--against", manual.toString());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("against", "change").containsPattern("seeds with a failover +2 +0 +-2");
        assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void every_mistake_of_every_file_shows_at_once() throws IOException {
        var scenario = write("friday.yaml", "events: [{regoin: {name: active}}]\n");
        var configuration = write("shop.yaml", Files.readString(MINIMAL).replace("probes", "probs"));
        var ran = simulate(configuration, "--scenario", scenario.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("friday.yaml:1:", "did you mean \"region\"?", "shop.yaml:", "probs");
    }

    @Test
    void wrong_usage_is_said() {
        assertThat(simulate(MINIMAL, "--seeds", "0").code()).isEqualTo(2);
        assertThat(simulate(MINIMAL, "--service", "absent").err()).contains("there is no service absent");
        assertThat(simulate(MINIMAL, "--approve-after", "soon").err()).contains("not a length of time");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private CommandFixture.Ran simulate(Path configuration, String... more) {
        var arguments = new ArrayList<>(List.of("simulate", configuration.toString()));
        arguments.addAll(List.of(more));
        return leeward.run(Map.of(), arguments.toArray(String[]::new));
    }
}
