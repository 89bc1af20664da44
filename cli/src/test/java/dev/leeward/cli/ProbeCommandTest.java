package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.leeward.api.Json;
import dev.leeward.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProbeCommandTest {
    private final CommandFixture leeward = new CommandFixture();
    private HttpServer shop;

    @BeforeEach
    void open() throws IOException {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 8);
        shop.createContext("/health", exchange -> {
            var body = "{\"db\": \"ok\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        shop.start();
    }

    @AfterEach
    void stop() {
        shop.stop(0);
        leeward.close();
    }

    @Test
    void a_healthy_answer_is_0() {
        var ran = run(url("/health"), "--body-matches", "\"db\": *\"ok\"", "--status", "200", "--timeout", "5s");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("healthy  GET " + url("/health"));
    }

    @Test
    void a_failing_answer_is_1_and_says_how_it_fails() {
        assertThat(run(url("/absent")).out()).startsWith("failing").contains("bad-status");
        assertThat(run(url("/health"), "--body-matches", "down").code()).isEqualTo(1);
        assertThat(run("http://127.0.0.1:" + Ports.free() + "/").out()).contains("refused");
    }

    @Test
    void what_cannot_be_looked_at_is_3() {
        var ran = run("command", "--", "/no/such/program");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).startsWith("inconclusive");
    }

    @Test
    void tcp_and_commands_are_looked_at_too() {
        assertThat(run("tcp:127.0.0.1:" + shop.getAddress().getPort()).code()).isZero();
        assertThat(run("command", "--", "sh", "-c", "exit 0").code()).isZero();
        assertThat(run("command", "--", "sh", "-c", "echo broken; exit 4").out())
                .contains("broken");
    }

    @Test
    void as_json_it_has_result_and_timings() {
        var body = Json.MAPPER.readTree(run(url("/absent"), "-o", "json").out());
        assertThat(body.at("/result").asString()).isEqualTo("failing");
        assertThat(body.at("/failure").asString()).isEqualTo("bad-status");
        assertThat(body.at("/totalMillis").asDouble()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x/",
                "tcp:host",
                "dns:www.example.com",
                "http:///x",
                "command",
                "http://h/ extra",
                "http://h/ --timeout never",
                "http://h/ --body-matches (",
                "http://h/ --method POST"
            })
    void what_is_no_check_is_wrong_usage(String arguments) {
        assertThat(run(arguments.split(" ")).code()).isEqualTo(2);
    }

    @Test
    void a_flow_of_the_configuration_is_gone_through_and_each_step_told_with_its_time(@TempDir Path folder)
            throws IOException {
        var file = Files.writeString(
                folder.resolve("leeward.yaml"), """
                services:
                  shop:
                    flows:
                      look:
                        base: http://shop.example.com
                        steps:
                          - {name: health, get: /health, json: {/db: ok}, capture: {db: {json: $.db}}}
                          - {name: order, post: "/order/{db}", form: {password: "${env:SHOP_PASSWORD}"}, status: 404}
                    regions:
                      us-east: {addresses: {A: 192.0.2.1}, probes: [{flow: {flow: look, connect-to: "127.0.0.1:%d"}}]}
                      eu-central: {addresses: {A: 192.0.2.2}, probes: [{tcp: "192.0.2.2:80"}]}
                    steering: [{linode-dns: {domain: example.com, record: www, token: "${env:NOT_NEEDED}"}}]
                """.formatted(shop.getAddress().getPort()));
        var secrets = Map.of("SHOP_PASSWORD", "open sesame");
        var ran = leeward.run(secrets, "probe", "flow:shop/look@us-east", "--config", file.toString());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("1. health  GET /health", "2. order  POST /order/{db}", "healthy  flow look at");
        assertThat(ran.out()).doesNotContain("sesame");
        assertThat(ran.code()).isZero();
        var json = leeward.run(
                secrets, "probe", "flow:shop/look@us-east", "--config", file.toString(), "--output", "json");
        assertThat(Json.MAPPER.readTree(json.out()).at("/steps/1/name").asString())
                .isEqualTo("order");
        assertThat(leeward.run(secrets, "probe", "flow:shop/look@eu-central", "--config", file.toString())
                        .code())
                .isEqualTo(2);
    }

    private CommandFixture.Ran run(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "probe";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return leeward.run(Map.of(), all);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + shop.getAddress().getPort() + path;
    }
}
