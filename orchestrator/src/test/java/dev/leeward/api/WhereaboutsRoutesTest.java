package dev.leeward.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.body.WhereaboutsBody.DynamoDb;
import dev.leeward.testkit.ShopViews;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okio.BufferedSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where a service is, for applications. */
final class WhereaboutsRoutesTest {
    private static final String ACTIVE = "/api/v1/services/shop/active";
    private static final ApiOptions OPTIONS = ApiOptions.loopback(0)
            .withStores(() -> Map.of(
                    ShopViews.US_EAST, new DynamoDb("us-east-1", Optional.empty()),
                    ShopViews.EU_CENTRAL, new DynamoDb("eu-central-1", Optional.of("http://127.0.0.1:8002"))));

    @Test
    void the_active_region_comes_with_its_addresses_and_its_data() {
        try (var api = new ApiFixture(OPTIONS)) {
            var shop = api.get(ACTIVE).json();
            assertThat(shop.at("/active").asString()).isEqualTo("us-east");
            assertThat(shop.at("/epoch").asInt()).isEqualTo(6);
            assertThat(shop.at("/dynamodb/region").asString()).isEqualTo("us-east-1");
            assertThat(shop.at("/dynamodb").has("endpoint")).isFalse();
            assertThat(shop.at("/addresses")).isEqualTo(shop.at("/regions/0/addresses"));
            assertThat(shop.at("/regions/1/dynamodb/endpoint").asString()).isEqualTo("http://127.0.0.1:8002");
            assertThat(shop.has("movingTo")).isFalse();
        }
    }

    @Test
    void a_move_under_way_is_told_but_not_as_if_it_were_done() {
        try (var api = new ApiFixture(OPTIONS)) {
            api.desk.show(ShopViews.failingOver());
            var shop = api.get(ACTIVE).json();
            assertThat(shop.at("/active").asString()).isEqualTo("us-east");
            assertThat(shop.at("/movingTo").asString()).isEqualTo("eu-central");
        }
    }

    @Test
    void while_nothing_is_known_nothing_is_made_up() {
        try (var api = new ApiFixture(OPTIONS)) {
            api.desk.show(ShopViews.unknown());
            var reply = api.get(ACTIVE);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.json().at("/detail").asString()).contains("keep what you have");
        }
    }

    @Test
    void a_listener_is_told_at_once_and_again_when_the_traffic_has_moved() throws IOException {
        try (var api = new ApiFixture(OPTIONS);
                var stream = api.client
                        .newCall(api.request(ACTIVE)
                                .header("Accept", "text/event-stream")
                                .build())
                        .execute()) {
            var lines = Objects.requireNonNull(stream.body()).source();
            assertThat(next(lines).at("/active").asString()).isEqualTo("us-east");
            api.desk.show(ShopViews.waitingForApproval());
            var moved = next(lines);
            assertThat(moved.at("/active").asString()).isEqualTo("eu-central");
            assertThat(moved.at("/epoch").asInt()).isEqualTo(7);
        }
    }

    private static JsonNode next(BufferedSource lines) throws IOException {
        while (true) {
            var line = lines.readUtf8LineStrict();
            if (line.startsWith("data: ")) return Json.MAPPER.readTree(line.substring(6));
        }
    }

    @Test
    void an_applications_token_opens_this_and_nothing_else() {
        var secret = "application-token-0123456789";
        var peer = "peers-token-0123456789abcdef";
        try (var api = new ApiFixture(OPTIONS.withTokens(List.of(
                new ApiToken("shop", Role.APPLICATION, () -> secret), new ApiToken("lon", Role.PEER, () -> peer))))) {
            assertThat(status(api, ACTIVE, secret)).isEqualTo(200);
            assertThat(status(api, "/api/v1/services/shop", secret)).isEqualTo(403);
            assertThat(status(api, "/api/v1/evidence", secret)).isEqualTo(403);
            assertThat(status(api, ACTIVE, peer)).isEqualTo(403);
        }
    }

    private static int status(ApiFixture api, String path, String token) {
        return api.send(api.request(path).header("Authorization", "Bearer " + token))
                .status();
    }
}
