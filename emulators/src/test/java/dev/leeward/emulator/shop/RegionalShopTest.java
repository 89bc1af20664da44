package dev.leeward.emulator.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegionalShopTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private RegionalShop shop;

    @BeforeEach
    void open() throws IOException {
        shop = RegionalShop.open("us-east", InetAddress.ofLiteral("127.0.0.1"), 0);
    }

    @AfterEach
    void close() {
        shop.close();
        http.close();
    }

    @Test
    void the_page_names_its_region() throws Exception {
        assertThat(get("/").body()).contains("us-east");
        assertThat(get("/health").body()).startsWith("ok");
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(shop.visits()).isEqualTo(1);
    }

    @Test
    void a_killed_shop_refuses_and_comes_back_at_the_same_address() throws Exception {
        shop.kill();
        assertThatThrownBy(() -> get("/health")).isInstanceOf(ConnectException.class);

        shop.restore();
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void a_failing_shop_answers_503() throws Exception {
        shop.fail();
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/").statusCode()).isEqualTo(503);
    }

    @Test
    void a_stalled_shop_accepts_and_never_answers() throws Exception {
        shop.stall();
        assertThatThrownBy(() -> get("/health", Duration.ofSeconds(1)))
                .isInstanceOf(HttpTimeoutException.class)
                .isNotInstanceOf(HttpConnectTimeoutException.class);

        shop.restore();
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void what_was_asked_during_a_stall_is_answered_when_it_ends() throws Exception {
        shop.stall();
        var url = URI.create("http://127.0.0.1:" + shop.address().getPort() + "/health");
        var asked = http.sendAsync(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        assertThatThrownBy(() -> asked.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        shop.restore();
        assertThat(asked.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void a_dead_shop_can_come_back_failing() throws Exception {
        shop.kill();
        shop.fail();

        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(shop.state()).isEqualTo(RegionalShop.State.FAILING);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(path, Duration.ofSeconds(30));
    }

    private HttpResponse<String> get(String path, Duration within) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + shop.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(url).timeout(within).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
