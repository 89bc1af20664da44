package dev.leeward.probe.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.probe.Check;
import dev.leeward.probe.Sighting;
import dev.leeward.prober.Looks;
import dev.leeward.secret.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/FLOWS.md}, gone through at a stand-in that answers as the documents of those shops say. */
final class FlowExamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("leeward.root", ".."));
    private static final Pattern EXAMPLE =
            Pattern.compile("(?ms)^```yaml\n(flows:|      - name: log-in page)(.*?)^```$");
    private static final String LINES = "<div class=\"header links\">";

    @TempDir
    private Path folder;

    private HttpServer server;
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_example_of_a_magento_storefront_buys_as_a_guest_and_logs_in() throws IOException {
        var examples = examples();
        assertThat(examples).hasSize(3);
        assertThat(walk(examples.get(0) + examples.get(1), "guest-cart")).isInstanceOf(Sighting.Healthy.class);
        assertThat(asked).contains("POST /rest/V1/guest-carts/Mx4/items", "GET /customer/account/");
    }

    @Test
    void the_example_of_a_plain_shop_buys_and_cancels() throws IOException {
        assertThat(walk(examples().get(2), "buy")).isInstanceOf(Sighting.Healthy.class);
        assertThat(asked).endsWith("POST /orders/1017/cancel.php");
    }

    private static List<String> examples() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/FLOWS.md"));
        return EXAMPLE.matcher(text)
                .results()
                .map(found -> found.group(1) + found.group(2))
                .toList();
    }

    private Sighting walk(String flows, String name) throws IOException {
        int port = server.getAddress().getPort();
        var file = Files.writeString(
                folder.resolve("example.yaml"),
                "services:\n  shop:\n" + flows.replace("https://", "http://").indent(4) + """
                    regions:
                      a: {addresses: {A: 192.0.2.1}, probes: [{flow: {flow: %s, connect-to: "127.0.0.1:%d"}}]}
                      b: {addresses: {A: 192.0.2.2}, probes: [{tcp: "192.0.2.2:80"}]}
                    steering: [{exec: {name: switch, command: [/bin/true]}}]
                """.formatted(name, port));
        var check = ConfigurationCheck.of(file, Environment.of(Map.of("SHOP_PROBE_PASSWORD", "open sesame")));
        assertThat(check.errors()).isEmpty();
        var service = check.configuration().orElseThrow().topology().services().getFirst();
        var flow = (Check.Flow) service.regions().getFirst().probes().getFirst().check();
        return Looks.once(flow, Duration.ofSeconds(20));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String what =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        asked.add(what);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean in = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie"))
                .filter("PHPSESSID=in"::equals)
                .isPresent();
        switch (what) {
            case "GET /" -> html(exchange, "<button><span>Add to Cart</span></button>");
            case "POST /rest/V1/guest-carts" -> json(exchange, "\"Mx4\"");
            case "POST /rest/V1/guest-carts/Mx4/items" ->
                json(
                        exchange,
                        body.contains("\"quote_id\":\"Mx4\"")
                                ? "{\"item_id\":7,\"sku\":\"24-MB01\",\"qty\":1,\"quote_id\":\"12\"}"
                                : "{\"message\":\"No such entity\"}");
            case "POST /rest/V1/guest-carts/Mx4/estimate-shipping-methods" ->
                json(exchange, "[{\"carrier_code\":\"flatrate\",\"available\":true}]");
            case "GET /rest/V1/guest-carts/Mx4/totals" ->
                json(exchange, "{\"grand_total\":34,\"base_currency_code\":\"EUR\"}");
            case "GET /customer/account/login/" ->
                html(exchange, "<form class=\"form form-login\"><input name=\"form_key\" value=\"k+1\"></form>");
            case "POST /customer/account/loginPost/" -> {
                assertThat(body)
                        .isEqualTo("form_key=k%2B1&login%5Busername%5D=probe%40example.com"
                                + "&login%5Bpassword%5D=open+sesame");
                redirect(exchange, "/customer/account/");
            }
            case "GET /customer/account/" -> html(exchange, in ? "<h1>My Account</h1>" : LINES);
            case "GET /login.php" -> html(exchange, "<form><input type=hidden name=csrf value='c&amp;1'></form>");
            case "POST /login.php" -> {
                assertThat(body).isEqualTo("csrf=c%261&user=probe&password=open+sesame");
                redirect(exchange, "/account.php?welcome=1");
            }
            case "GET /account.php" -> html(exchange, in ? "<a>Log out</a>" : LINES);
            case "POST /cart.php" -> redirect(exchange, "/shown.php");
            case "GET /shown.php" -> html(exchange, in ? "1 item" : LINES);
            case "POST /checkout.php" -> redirect(exchange, "/thanks.php");
            case "GET /thanks.php" -> html(exchange, "Thank you! Your order number 1017 is on its way.");
            case "POST /orders/1017/cancel.php" -> html(exchange, "cancelled");
            default -> send(exchange, 404, "text/plain", "nothing here");
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Set-Cookie", "PHPSESSID=in; path=/; HttpOnly; SameSite=Lax");
        exchange.getResponseHeaders().add("Location", to);
        send(exchange, 302, "text/html", "");
    }

    private static void html(HttpExchange exchange, String text) throws IOException {
        send(exchange, 200, "text/html; charset=UTF-8", text);
    }

    private static void json(HttpExchange exchange, String text) throws IOException {
        send(exchange, 200, "application/json; charset=utf-8", text);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
