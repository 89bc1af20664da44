package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.leeward.api.Json;
import dev.leeward.api.body.ServicesBody;
import dev.leeward.control.Desk.Lead;
import dev.leeward.journal.Event;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.Ports;
import dev.leeward.testkit.ShopViews;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StatusCommandTest {
    private final CommandFixture leeward = new CommandFixture();

    @AfterEach
    void stop() {
        leeward.close();
    }

    @Test
    void a_quiet_service_reads_in_a_glance() {
        var ran = leeward.run("status");
        assertThat(ran.code()).isZero();
        Golden.check("status-at-ease", ran.out());
    }

    @Test
    void an_open_run_shows_its_steps() {
        leeward.desk.show(ShopViews.failingOver());
        var ran = leeward.run("status", "shop");
        assertThat(ran.code()).isEqualTo(1);
        Golden.check("status-failing-over", ran.out());
    }

    @Test
    void what_waits_for_a_person_stands_on_top_with_the_command_to_type() {
        leeward.desk.show(ShopViews.waitingForApproval());
        var ran = leeward.run("status");
        assertThat(ran.code()).isZero();
        Golden.check("status-waiting-for-approval", ran.out());
    }

    @Test
    void somebody_elses_api_is_not_taken_for_a_node() throws IOException {
        var stranger = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 8);
        stranger.createContext("/", exchange -> {
            var body = "{\"errors\":[{\"reason\":\"Invalid Token\"}]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        stranger.start();
        try {
            var url = "http://127.0.0.1:" + stranger.getAddress().getPort();
            var ran = leeward.run(Map.of("LEEWARD_API", url), "status");
            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.err())
                    .contains("status 401", "Is that a Leeward node?")
                    .hasLineCount(1);
        } finally {
            stranger.stop(0);
        }
    }

    @Test
    void what_is_not_known_is_said() {
        leeward.desk.show(ShopViews.unknown());
        var ran = leeward.run("status");
        assertThat(ran.code()).isEqualTo(1);
        Golden.check("status-unknown", ran.out());
    }

    @Test
    void on_a_terminal_it_has_colours_unless_none_are_wanted() {
        var api = Map.of("LEEWARD_API", leeward.server.uri().toString());
        leeward.person("");
        assertThat(leeward.run(api, "status").out()).contains("\u001b[32mhealthy");
        var noColour = Map.of("LEEWARD_API", leeward.server.uri().toString(), "NO_COLOR", "1");
        assertThat(leeward.run(noColour, "status").out()).doesNotContain("\u001b");
    }

    @Test
    void as_json_it_is_what_the_api_says() {
        var ran = leeward.run("status", "--output", "json");
        var body = Json.MAPPER.readValue(ran.out(), ServicesBody.class);
        assertThat(body.services()).hasSize(1);
        assertThat(body.services().getFirst().active()).hasValue("us-east");
    }

    @Test
    void a_node_that_is_not_there_is_named_with_what_to_do() {
        var ran = leeward.run(Map.of("LEEWARD_API", "http://127.0.0.1:" + Ports.free()), "status");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .hasLineCount(1)
                .contains("connection refused")
                .contains("leeward serve")
                .contains("--api");
    }

    @Test
    void a_mistyped_service_is_wrong_usage_with_a_suggestion() {
        var ran = leeward.run("status", "shpo");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("did you mean 'shop'");
    }

    @Test
    void an_address_that_is_none_is_wrong_usage() {
        assertThat(leeward.run("status", "--api", "127.0.0.1:8600").code()).isEqualTo(2);
        assertThat(leeward.run("status", "--api", "ftp://x").code()).isEqualTo(2);
    }

    @Test
    void watch_shows_the_status_again_when_something_happens() throws Exception {
        var watching = CompletableFuture.supplyAsync(() -> leeward.run("status", "--watch", "--updates", "3"));
        Await.until("it follows", Duration.ofSeconds(30), () -> leeward.desk.followers() == 1);
        leeward.desk.show(ShopViews.failingOver());
        Await.until("it ends", Duration.ofSeconds(45), () -> {
            leeward.desk.record(ShopViews.NOW, new Event.NodeStarted("node-1", "1.0"));
            return watching.isDone();
        });
        var ran = watching.get(30, TimeUnit.SECONDS);
        assertThat(ran.out())
                .contains("Nothing to do")
                .contains("run         shop-7")
                .doesNotContain("\u001b");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void that_the_journal_cannot_be_reached_is_said_first_and_what_it_means() {
        leeward.desk.stand(new Lead(
                "place-2",
                false,
                Optional.empty(),
                "nobody can tell who leads",
                Optional.empty(),
                345,
                Optional.of(ShopViews.NOW)));
        var ran = leeward.run("status");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("The journal has not answered since 2026-")
                .contains("nothing moves by itself");
    }
}
