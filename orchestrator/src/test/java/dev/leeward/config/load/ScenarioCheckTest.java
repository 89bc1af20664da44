package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.source.Node;
import dev.leeward.config.source.Remark;
import dev.leeward.config.source.SourceText;
import dev.leeward.config.source.YamlTree;
import dev.leeward.secret.Secrets;
import dev.leeward.simulator.scenario.Act;
import dev.leeward.simulator.scenario.Illness;
import dev.leeward.simulator.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScenarioCheckTest {
    private static final ScenarioCheck.Names NAMES =
            new ScenarioCheck.Names(Set.of("us-east", "eu-central"), Set.of("linode-dns:www.example.com"));

    private static final String EVERYTHING = """
            about: Everything that can happen.
            length: 2d
            events:
              - {at: 1m, jitter: 5s, for: 10m, region: {name: us-east, fails: half}}
              - {for: 10m, flapping: {name: standby, fails: hang, down: 10s, up: 1m}}
              - {at: 1h, for: 1m, way: {to: active, loss: 0.5, direction: back, delay: 200ms}}
              - {at: 2h, for: 1m, provider: {target: all, trouble: answer-lost, share: 0.5}}
              - {at: 3h, for: 1m, servers: {target: "linode-dns:www.example.com", lag: 2m}}
              - {at: 4h, edit: {target: all, to: nobody}}
              - {at: 5h, person: {orders: pause, length: 30m}}
              - {at: 6h, person: {orders: failover, to: standby}}
              - {at: 7h, for: 1m, node: is-replaced}
              - {at: 8h, for: 1m, journal: fails}
              - {at: 9h, for: 1m, journal: {delay: 2s}}
              - {at: 10h, for: 1m, notices: fail}
            """;

    @TempDir
    private Path folder;

    @Test
    void a_scenario_means_what_it_says() throws IOException {
        var scenario = check(EVERYTHING).scenario().orElseThrow();
        assertThat(scenario.name()).isEqualTo("friday");
        assertThat(scenario.length()).isEqualTo(Duration.ofDays(2));
        assertThat(scenario.incidents()).hasSize(12);
        var first = scenario.incidents().getFirst();
        assertThat(first.at()).isEqualTo(Duration.ofMinutes(1));
        assertThat(first.jitter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(first.lasts()).contains(Duration.ofMinutes(10));
        assertThat(first.act()).isEqualTo(new Act.RegionFails("us-east", Illness.HALF));
        assertThat(scenario.incidents().get(2).act())
                .isEqualTo(new Act.WayBreaks("active", 0, 0.5, Duration.ofMillis(200)));
        assertThat(scenario.incidents().get(7).act())
                .isEqualTo(new Act.Moves(Act.Moves.Kind.FAILOVER, Optional.of("standby")));
    }

    @Test
    void all_mistakes_show_at_once_with_line_and_column() throws IOException {
        var check = check("""
                length: 1m
                events:
                  - {at: soon, region: {name: us-west, fails: down}}
                  - {for: 10m, regoin: {name: active}}
                  - {for: 10m, way: {loss: 2}}
                  - {for: 1m, node: dies, journal: fails}
                  - {for: 1m, person: {orders: aprove}}
                  - {for: 10m, notices: fail}
                """);
        assertThat(check.scenario()).isEmpty();
        assertThat(check.remarks())
                .extracting(Remark::headline)
                .anySatisfy(line -> assertThat(line).contains("friday.yaml:1:9: length: the last event ends after 10m"))
                .anySatisfy(line -> assertThat(line).contains("friday.yaml:3:10: events[0].at: expected a length"))
                .anySatisfy(line -> assertThat(line)
                        .contains("friday.yaml:3:31: events[0].region.name: \"us-west\" is no region here")
                        .contains("did you mean \"us-east\"?"))
                .anySatisfy(line -> assertThat(line).contains("friday.yaml:4:", "does not say what happens"))
                .anySatisfy(line -> assertThat(line).contains("friday.yaml:4:16", "did you mean \"region\"?"))
                .anySatisfy(line -> assertThat(line).contains("friday.yaml:5:", "\"to\" is missing"))
                .anySatisfy(line -> assertThat(line).contains("friday.yaml:5:28: events[2].way.loss"))
                .anySatisfy(line -> assertThat(line).contains("friday.yaml:6:", "an event is about one thing"))
                .anySatisfy(line -> assertThat(line).contains("friday.yaml:7:", "happens in a moment"))
                .anySatisfy(line -> assertThat(line).contains("friday.yaml:7:", "did you mean \"approve\"?"));
    }

    @Test
    void bounds_hold() throws IOException {
        assertThat(check("events: []\n").remarks())
                .singleElement()
                .satisfies(r -> assertThat(r.sentence()).contains("empty"));
        var many = "events:\n" + "  - {node: dies}\n".repeat(Scenario.MOST_INCIDENTS + 1);
        assertThat(check(many).remarks())
                .anySatisfy(r -> assertThat(r.sentence()).contains("more than 1000 events"));
        assertThat(check("events: [{at: 31d, node: dies}]\n").scenario()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        var check = ScenarioCheck.of(folder.resolve("absent.yaml"), NAMES);
        assertThat(check.remarks()).extracting(Remark::sentence).containsExactly("there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"region-down", "flapping", "partition", "provider-down"})
    void the_scenarios_that_come_with_leeward_are_right_and_fit_the_schema(String name) {
        var scenario = ScenarioCheck.builtIn(name);
        assertThat(scenario.about()).isNotBlank();
        assertThat(scenario.incidents()).isNotEmpty();
        assertThat(PublishedSchema.judgeScenario(tree(Samples.resource("scenarios/" + name + ".yaml"))))
                .isEmpty();
    }

    @Test
    void schema_and_reader_know_the_same_keys() {
        var source = SourceText.of("everything.yaml", EVERYTHING);
        var reading = new Reading(source, Path.of(""), Secrets.pretended(Path.of("")));
        var root = tree(EVERYTHING);
        reading.locate(root);
        new ScenarioReading(NAMES).read("everything", new Cell(reading, root, Place.ROOT));
        assertThat(reading.keys()).containsExactlyElementsOf(PublishedSchema.scenarioKeys());
        assertThat(PublishedSchema.judgeScenario(root)).isEmpty();
    }

    @Test
    void a_configuration_is_read_without_its_secrets() {
        var file = Samples.root().resolve("examples/shop.yaml");
        assertThat(ConfigurationCheck.withoutSecrets(file).errors()).isEmpty();
    }

    private ScenarioCheck check(String text) throws IOException {
        return ScenarioCheck.of(Files.writeString(folder.resolve("friday.yaml"), text), NAMES);
    }

    private static Node tree(String text) {
        return switch (YamlTree.read(SourceText.of("scenario", text))) {
            case YamlTree.Outcome.Grown grown -> grown.root();
            case YamlTree.Outcome.Broken broken -> throw new AssertionError(broken.sentence());
        };
    }
}
