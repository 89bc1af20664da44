package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.Json;
import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.fault.FaultCode;
import dev.leeward.steering.Finding;
import dev.leeward.steering.TargetId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckCommandTest {
    private static final String GOOD = """
            services:
              shop:
                regions:
                  us-east:
                    addresses: {A: [192.0.2.1]}
                    probes:
                      - http: {url: "http://192.0.2.1/health.php"}
                  eu-central:
                    addresses: {A: [198.51.100.1]}
                    probes:
                      - http: {url: "http://198.51.100.1/health.php"}
                steering:
                  - linode-dns: {domain: example.com, record: www, ttl: 300, failover-ttl: 30, token: "${env:LINODE_TOKEN}"}
            """;

    private final CommandFixture leeward = new CommandFixture();

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("leeward.yaml"), GOOD);
    }

    @AfterEach
    void stop() {
        leeward.close();
    }

    @Test
    void a_good_file_shows_how_long_a_failover_takes() {
        var ran = check();
        assertThat(ran.code()).as(ran.out()).isZero();
        assertThat(ran.out()).contains("recovery time (RTO)").contains("Usable");
    }

    @Test
    void every_mistake_is_shown_with_its_line() throws IOException {
        Files.writeString(file, GOOD.replace("probes:", "probs:").replace("ttl: 300", "ttl: often"));
        var ran = check();
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out())
                .contains("leeward.yaml:6:")
                .contains("leeward.yaml:10:")
                .contains("leeward.yaml:13:")
                .contains("did you mean")
                .contains("^^^^^")
                .contains("Not usable");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        var ran = leeward.run(Map.of(), "check", folder.resolve("absent.yaml").toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).contains("absent.yaml").contains("no such file");
    }

    @Test
    void online_asks_every_target_and_says_no_when_a_move_would_fail() {
        var target = new TargetId("linode-dns:www.example.com");
        var finding = new Finding(
                Finding.Severity.ERROR, FaultCode.FORBIDDEN, "the token may read the domain, not change it");
        leeward.reaching(new Wiring(
                (configuration, limit) -> Map.of(target, List.of(finding)),
                (store, version, err) -> 0,
                (store, version, err) -> 0));
        var ran = check("--online");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("linode-dns:www.example.com")
                .contains("FORBIDDEN: the token may read")
                .contains("A move would fail at 1 target");
    }

    @Test
    void as_json_it_has_remarks_with_places_and_forecasts() throws IOException {
        var good = Json.MAPPER.readTree(check("-o", "json").out());
        assertThat(good.at("/usable").asBoolean()).isTrue();
        assertThat(good.at("/forecasts/0/worstSeconds").asDouble()).isPositive();
        Files.writeString(file, GOOD.replace("probes:", "probs:"));
        var bad = Json.MAPPER.readTree(check("-o", "json").out());
        assertThat(bad.at("/usable").asBoolean()).isFalse();
        var errors = bad.at("/remarks")
                .valueStream()
                .filter(remark -> remark.at("/severity").asString().equals("error"))
                .map(remark -> remark.at("/line").asInt())
                .toList();
        assertThat(errors).containsExactly(4, 6, 8, 10);
    }

    @Test
    void serve_refuses_a_bad_file_and_runs_a_good_one() throws IOException {
        leeward.reaching(new Wiring(
                (configuration, limit) -> Map.of(),
                (store, version, err) -> {
                    err.println("runs " + store.current().topology().services().size());
                    return 0;
                },
                CheckCommandTest::nothing));
        var environment = Map.of("LINODE_TOKEN", "0123456789abcdef", "LEEWARD_CONFIG", file.toString());
        var good = leeward.run(environment, "serve");
        assertThat(good.code()).as(good.err()).isZero();
        assertThat(good.err()).contains("runs 1");
        Files.writeString(file, "services: {}");
        var bad = leeward.run(environment, "serve");
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.err()).contains("cannot be used");
    }

    private CommandFixture.Ran check(String... more) {
        var arguments = new String[more.length + 2];
        arguments[0] = "check";
        arguments[1] = file.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return leeward.run(Map.of("LINODE_TOKEN", "0123456789abcdef"), arguments);
    }

    @Test
    void observe_needs_none_of_the_secrets_for_acting_and_serve_does() throws IOException {
        leeward.reaching(
                new Wiring((configuration, limit) -> Map.of(), CheckCommandTest::nothing, (store, version, err) -> {
                    err.println(
                            "observes " + store.current().topology().services().size());
                    return 0;
                }));
        var environment = Map.of("LEEWARD_CONFIG", file.toString());
        assertThat(leeward.run(environment, "serve").err()).contains("LINODE_TOKEN is not set");
        var observing = leeward.run(environment, "observe");
        assertThat(observing.code()).as(observing.err()).isZero();
        assertThat(observing.err()).contains("observes 1");
        Files.writeString(file, Files.readString(file) + """
                api:
                  tokens: [{name: a, role: peer, token: "${env:NOT_THERE}"}]
                """);
        assertThat(leeward.run(environment, "observe").err())
                .as("a token that lets callers in is never made up")
                .contains("NOT_THERE is not set");
    }

    private static int nothing(ConfigurationStore store, String version, PrintWriter err) {
        throw new AssertionError("nothing is to be run");
    }
}
