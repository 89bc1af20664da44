package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.host.HostCheck;
import dev.leeward.config.source.Remark;
import dev.leeward.config.source.SourceText;
import dev.leeward.secret.Secrets;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostFileTest {
    @TempDir
    Path folder;

    private Samples samples;

    @BeforeEach
    void prepare() {
        samples = new Samples(folder);
        samples.secret("agent.token", "agents-token-0123456789ab\n");
    }

    @Test
    void the_example_is_right() {
        var read = read(Samples.example("agent/agent.yaml"));
        assertThat(read.remarks()).isEmpty();
        var settings = read.settings().orElseThrow();
        assertThat(settings.checks())
                .extracting(HostCheck::id)
                .containsExactly("shop", "php-fpm-1", "unit-1", "disk-1", "store");
        assertThat(settings.orchestrators()).hasSize(2);
        assertThat(settings.fence().stop()).containsExactly("cron.service", "shop-queue.timer");
        assertThat(settings.settings()).hasValueSatisfying(each -> {
            assertThat(each.allows("LEEWARD_EPOCH")).isTrue();
            assertThat(each.allows("AWS_REGIONS")).isFalse();
            assertThat(each.rollBack()).isTrue();
        });
    }

    @Test
    void every_mistake_is_named_at_once_with_its_place() {
        var read = read("""
                service: Shop
                region: us-east
                nam: web-1
                orchestrators: [{url: "http://leeward.example.net:8600"}]
                token: secret
                checks:
                  - php-fpm: {}
                  - unit: cron
                  - disk: {free-percent: 101, path: /}
                  - htp: {url: x}
                settings: {file: environment, keys: ["*", "a b"], restart: ["--now.service"], proof: [nope]}
                fence: {on: [/bin/on], stop: [cron.service, cron.service]}
                """);
        assertThat(read.settings()).isEmpty();
        assertThat(read.remarks())
                .allSatisfy(remark -> assertThat(remark.span().line()).isPositive());
        assertThat(read.remarks())
                .extracting(Remark::path)
                .contains(
                        "service",
                        "nam",
                        "token",
                        "orchestrators[0].url",
                        "checks[0].php-fpm",
                        "checks[1].unit",
                        "checks[2].disk.free-percent",
                        "checks[3].htp",
                        "settings.keys[0]",
                        "settings.keys[1]",
                        "settings.restart[0]",
                        "settings.proof[0]",
                        "fence.on",
                        "fence.stop");
        assertThat(read.remarks().toString()).doesNotContain("secret\"");
    }

    @Test
    void an_agent_without_orchestrators_only_serves_health() {
        var read = read("{service: shop, region: us-east, name: web-1, checks: [{tcp: \"127.0.0.1:80\"}]}");
        assertThat(read.remarks()).isEmpty();
        assertThat(read.settings().orElseThrow().orchestrators()).isEmpty();
    }

    @Test
    void orchestrators_without_a_token_are_a_mistake() {
        var read = read("""
                service: shop
                region: us-east
                name: web-1
                orchestrators: [{url: "https://leeward.example.net:8600"}]
                """);
        assertThat(read.remarks())
                .extracting(Remark::sentence)
                .singleElement()
                .asString()
                .contains("without a token");
    }

    @Test
    void schema_and_reader_know_the_same_keys() {
        var text = """
                service: shop
                region: us-east
                name: web-1
                state: state
                token: "${file:agent.token}"
                allow-plain-text: false
                orchestrators: [{url: "https://leeward.example.net:8600", ca-file: ca.pem}]
                health: {listen: "127.0.0.1:8601", details: true}
                systemd: {program: [sudo, -n, systemctl], limit: 10s}
                checks:
                  - http: {id: shop, url: "https://127.0.0.1/", method: GET, headers: {X-A: b}, connect-to: "127.0.0.1:80",
                           status: 200, body-matches: ok, json: {/a: b}, response-headers: {A: b}, follow-redirects: 1,
                           tls: {verify: true, server-name: a.example.org, ca-file: ca.pem, expiry-warning: 1d},
                           interval: 1s, timeout: 1s}
                  - http: "http://127.0.0.1/"
                  - tcp: {id: port, host: 127.0.0.1, port: 80, interval: 1s, timeout: 1s}
                  - command: {id: own, argv: [/bin/true], interval: 1s, timeout: 1s}
                  - php-fpm: {id: fpm, socket: fpm.sock, path: /ping, expect: pong, interval: 1s, timeout: 1s}
                  - php-fpm: {address: "127.0.0.1:9000"}
                  - pid-file: {id: pid, path: worker.pid, interval: 1s, timeout: 1s}
                  - pid-file: worker.pid
                  - unit: {id: cron, name: cron.service, interval: 1s, timeout: 1s}
                  - unit: cron.service
                  - disk: {id: room, path: /, free-percent: 5, free-megabytes: 1, interval: 1s, timeout: 1s}
                  - dynamodb: {id: store, look: read, region: us-east-1, endpoint: "http://127.0.0.1:8000", table: health,
                               access-key: "${env:VIEWER_TOKEN}", secret-key: "${env:LINODE_TOKEN}", interval: 1s, timeout: 1s}
                settings: {file: environment, keys: [AWS_REGION], restart: [a.service], reload: [b.service],
                           commands: [[/bin/true]], proof: [shop], within: 10s, roll-back: false}
                fence: {flag: flag, on: [/bin/on], off: [/bin/off], stop: [cron.service], every: 1s}
                """;
        var source = SourceText.of("agent.yaml", text);
        var secrets = new Secrets(folder, Samples.VARIABLES);
        var parsed = HostFile.Parsed.of(source, new Reading(source, folder, secrets));
        assertThat(parsed.file().remarks()).isEmpty();
        assertThat(new TreeSet<>(parsed.keys())).containsExactlyElementsOf(PublishedSchema.agentKeys());
        assertThat(PublishedSchema.judgeAgent(parsed.root().orElseThrow())).isEmpty();
    }

    private HostFile read(String text) {
        return HostFile.read(samples.write("agent.yaml", text), Samples.VARIABLES);
    }
}
