package dev.leeward.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.agents.AgentDesk;
import dev.leeward.config.AgentSettings;
import dev.leeward.fault.FaultCode;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;
import dev.leeward.testkit.FakeDesk;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GateTest {
    private static final String OPERATOR = "operator-token-0123456789";
    private static final String VIEWER = "viewer-token-0123456789ab";
    private static final String PEER = "peers-token-0123456789abc";
    private static final String AGENT = "agents-token-0123456789ab";
    private static final String FAILOVER = "{\"order\": \"failover\"}";

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "10.0.0.1:80", "a b"})
    void a_request_for_another_host_is_refused(String host) {
        try (var api = new ApiFixture()) {
            var reply = api.send(api.request("/api/v1/services").header("Host", host));
            assertThat(reply.status()).isIn(400, 403);
            assertThat(reply.body()).doesNotContain("us-east");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8600", "127.0.0.1:1", "[::1]:8600", "127.0.0.53"})
    void the_names_of_this_machine_are_taken(String host) {
        try (var api = new ApiFixture()) {
            assertThat(api.send(api.request("/api/v1/services").header("Host", host))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_foreign_page_cannot_order() {
        try (var api = new ApiFixture()) {
            var order = api.request("/api/v1/services/shop/orders").post(RequestBody.create(FAILOVER, ApiFixture.JSON));
            assertThat(api.send(order.header("Origin", "https://evil.example")).status())
                    .isEqualTo(403);
            assertThat(api.send(order.header("Origin", "null")).status()).isEqualTo(403);
            var own = "http://127.0.0.1:" + api.server.port();
            assertThat(api.send(order.header("Origin", own).header("Sec-Fetch-Site", "cross-site"))
                            .status())
                    .isEqualTo(403);
            assertThat(api.desk.submitted()).isEmpty();
            assertThat(api.send(order.header("Origin", own).header("Sec-Fetch-Site", "same-origin"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_form_cannot_order() {
        try (var api = new ApiFixture()) {
            var form = RequestBody.create(FAILOVER, MediaType.get("text/plain"));
            var reply = api.send(api.request("/api/v1/services/shop/orders").post(form));
            assertThat(reply.status()).isEqualTo(415);
            assertThat(api.desk.submitted()).isEmpty();
        }
    }

    @Test
    void without_tokens_a_proxied_request_is_refused() {
        try (var api = new ApiFixture()) {
            var reply = api.send(api.request("/api/v1/services").header("X-Forwarded-For", "203.0.113.7"));
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.json().at("/detail").asString()).contains("configure API tokens");
        }
    }

    @Test
    void tokens_once_configured_are_asked_for_on_loopback_too() {
        try (var api = new ApiFixture(withTokens())) {
            assertThat(api.get("/api/v1/services").status()).isEqualTo(401);
            assertThat(api.get("/api/v1/services").headers().get("WWW-Authenticate"))
                    .startsWith("Bearer");
            assertThat(api.get("/metrics").status()).isEqualTo(401);
            assertThat(api.get("/livez").status()).isEqualTo(200);
            assertThat(status(api, "/api/v1/services", "Bearer " + VIEWER)).isEqualTo(200);
            assertThat(status(api, "/api/v1/services", "bearer " + VIEWER)).isEqualTo(200);
            assertThat(status(api, "/api/v1/services", "Basic " + VIEWER)).isEqualTo(401);
            assertThat(status(api, "/api/v1/services", "Bearer " + VIEWER + "x"))
                    .isEqualTo(401);
        }
    }

    @Test
    void a_viewer_cannot_order_and_an_operator_orders_under_the_own_name() {
        try (var api = new ApiFixture(withTokens())) {
            var order = api.request("/api/v1/services/shop/orders").post(RequestBody.create(FAILOVER, ApiFixture.JSON));
            var refused = api.send(order.header("Authorization", "Bearer " + VIEWER));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().at("/detail").asString()).contains("'dashboard' may look");
            assertThat(api.send(order.header("Authorization", "Bearer " + OPERATOR))
                            .status())
                    .isEqualTo(200);
            assertThat(api.desk.submitted()).hasSize(1);
            assertThat(api.desk.submitted().getFirst().order().by()).isEqualTo("alice");
        }
    }

    @Test
    void a_peer_may_read_evidence_and_nothing_else() {
        var peers = new ApiToken("peers", Role.PEER, () -> PEER);
        try (var api = new ApiFixture(ApiOptions.loopback(0).withTokens(List.of(peers)))) {
            assertThat(status(api, "/api/v1/evidence", "Bearer " + PEER)).isEqualTo(200);
            assertThat(api.get("/api/v1/evidence").status()).isEqualTo(401);
            for (var path : List.of("/api/v1/services", "/api/v1/journal", "/api/v1/cluster", "/metrics")) {
                var refused = api.send(api.request(path).header("Authorization", "Bearer " + PEER));
                assertThat(refused.status()).as(path).isEqualTo(403);
                assertThat(refused.json().at("/detail").asString()).contains("'peers' may read evidence only");
            }
        }
    }

    @Test
    void an_agent_may_ask_and_report_for_itself_and_nothing_else_and_nobody_else_may() {
        var agents = new AgentDesk(() -> true);
        var shop = new ServiceName("shop");
        agents.configured(List.of(new AgentSettings(shop, new RegionName("us-east"), "web-1", Secret.of(AGENT))));
        var orders = "/api/v1/agents/orders";
        try (var api = new ApiFixture(withTokens().withAgents(agents));
                var open = new ApiFixture(ApiOptions.loopback(0).withAgents(agents))) {
            for (var each : List.of(api, open)) {
                assertThat(status(each, orders, "Bearer " + AGENT)).isEqualTo(200);
                for (var path : List.of("/api/v1/services", "/api/v1/evidence", "/api/v1/agents", "/metrics")) {
                    assertThat(status(each, path, "Bearer " + AGENT)).as(path).isEqualTo(403);
                }
            }
            assertThat(status(api, orders, "Bearer " + OPERATOR)).isEqualTo(403);
            assertThat(api.get(orders).status()).isEqualTo(401);
            assertThat(open.get(orders).status()).isEqualTo(403);
            assertThat(open.get("/api/v1/services").status()).isEqualTo(200);
        }
        assertThat(agents.standings())
                .hasSize(1)
                .allSatisfy(each -> assertThat(each.heardAgo()).isPresent());
    }

    @Test
    void who_guesses_tokens_has_to_wait_and_a_right_token_passes_still() {
        try (var api = new ApiFixture(withTokens())) {
            for (int i = 0; i < 10; i++) {
                assertThat(status(api, "/api/v1/services", "Bearer guess-" + i)).isEqualTo(401);
            }
            var reply = api.send(api.request("/api/v1/services").header("Authorization", "Bearer guess-11"));
            assertThat(reply.status()).isEqualTo(429);
            assertThat(Integer.parseInt(reply.headers().get("Retry-After"))).isBetween(1, 61);
            assertThat(status(api, "/api/v1/services", "Bearer " + VIEWER)).isEqualTo(200);
        }
    }

    @Test
    void a_large_body_is_not_taken() {
        try (var api = new ApiFixture()) {
            var reply = api.order("{\"order\": \"" + "x".repeat(70_000) + "\"}");
            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.json().at("/code").asString()).isEqualTo("EXHAUSTED");
            assertThat(api.desk.submitted()).isEmpty();
        }
    }

    @Test
    void large_headers_are_not_taken() {
        try (var api = new ApiFixture()) {
            var reply = api.send(api.request("/livez").header("X-Filler", "x".repeat(20_000)));
            assertThat(reply.status()).isBetween(400, 499);
        }
    }

    @Test
    void every_answer_carries_the_security_headers() {
        try (var api = new ApiFixture()) {
            for (var path : List.of("/api/v1/services", "/nothing", "/livez", "/metrics")) {
                var headers = api.get(path).headers();
                assertThat(headers.get("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(headers.get("Cache-Control")).isEqualTo("no-store");
                assertThat(headers.get("Content-Security-Policy")).contains("frame-ancestors 'none'");
            }
        }
    }

    @Test
    void a_wrong_method_names_the_right_one() {
        try (var api = new ApiFixture()) {
            var reply = api.post("/api/v1/services/shop", "{}");
            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.headers().get("Allow")).isEqualTo("GET");
            assertThat(api.get("/api/v2/services").status()).isEqualTo(404);
        }
    }

    @Test
    void other_machines_are_not_let_in_without_tls_and_tokens() {
        var open = new ApiOptions("0.0.0.0", 0, Optional.empty(), List.of(), Set.of(), () -> "");
        assertThat(refusal(open)).contains("without TLS").contains("without tokens");
        assertThat(refusal(open.withTokens(withTokens().tokens())))
                .contains("without TLS")
                .doesNotContain("without tokens");
    }

    @Test
    void a_short_token_is_refused_at_the_start_and_never_shown() {
        var weak = new ApiToken("bob", Role.VIEWER, () -> "short-secret");
        assertThat(refusal(ApiOptions.loopback(0).withTokens(List.of(weak))))
                .contains("'bob'")
                .doesNotContain("short-secret");
        assertThat(weak.toString()).doesNotContain("short-secret");
    }

    @Test
    void a_port_that_is_taken_is_a_clear_refusal() {
        try (var api = new ApiFixture()) {
            var start = ApiServer.start(ApiOptions.loopback(api.server.port()), new FakeDesk());
            assertThat(start).isInstanceOfSatisfying(ApiStart.Refused.class, refused -> {
                assertThat(refused.problem().code()).isEqualTo(FaultCode.UNAVAILABLE);
                assertThat(refused.problem().sentence()).contains("port " + api.server.port());
            });
        }
    }

    private static ApiOptions withTokens() {
        return ApiOptions.loopback(0)
                .withTokens(List.of(
                        new ApiToken("alice", Role.OPERATOR, () -> OPERATOR),
                        new ApiToken("dashboard", Role.VIEWER, () -> VIEWER + "\n")));
    }

    private static int status(ApiFixture api, String path, String authorization) {
        return api.send(api.request(path).header("Authorization", authorization))
                .status();
    }

    private static String refusal(ApiOptions options) {
        return switch (ApiServer.start(options, new FakeDesk())) {
            case ApiStart.Refused refused -> refused.problem().sentence();
            case ApiStart.Started started -> {
                started.server().close();
                throw new AssertionError("started");
            }
        };
    }
}
