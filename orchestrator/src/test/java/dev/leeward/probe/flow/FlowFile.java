package dev.leeward.probe.flow;

import dev.leeward.config.Configuration;
import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.probe.Check;
import dev.leeward.probe.UserFlow;
import dev.leeward.secret.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A configuration with one flow in it, read as any other. */
final class FlowFile {
    /** Logs in with a form, buys with a JSON API. */
    static final String BUY = """
            base: http://shop.example.com
            steps:
              - {name: log-in page, get: /login, capture: {key: {css: "input[name=form_key]", attribute: value}}}
              - name: log in
                post: /login
                form: {form_key: "{key}", user: ada, password: "${env:SHOP_PASSWORD}"}
                follow-redirects: 1
                body-matches: Hello
                capture: {who: {css: "#name"}}
              - {name: new cart, post: /rest/V1/guest-carts, capture: {cart: {json: $}}}
              - name: put in
                post: /rest/V1/guest-carts/{cart}/items
                headers: {X-Cart: probe}
                send-json: {cartItem: {sku: 24-MB01, qty: 1, quote_id: "{cart}"}}
                json: {/item/stock: in}
                capture: {item: {json: $.item.id}}
              - name: check out
                post: /checkout
                send-json: {item: "{item}", pay: "cart {cart} by ${env:SHOP_PASSWORD}"}
                json: {/order: done}
            """;

    private FlowFile() {}

    /** The flow as it is gone through at {@code place}. */
    static UserFlow at(String place, String flow, Path folder) throws IOException {
        var probe = configuration(place, flow, folder)
                .topology()
                .services()
                .getFirst()
                .regions()
                .getFirst()
                .probes()
                .getFirst();
        return ((Check.Flow) probe.check()).flow();
    }

    static Configuration configuration(String place, String flow, Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("flow.yaml"), """
                services:
                  shop:
                    flows:
                      buy:
                %s
                    regions:
                      us-east:
                        addresses: {A: [192.0.2.1]}
                        probes: [{flow: {flow: buy, connect-to: "%s"}}]
                      eu-central:
                        addresses: {A: [198.51.100.1]}
                        probes: [{flow: buy}]
                    steering:
                      - rfc2136: {server: 192.0.2.53, zone: example.com, record: shop,
                                  key: {name: k, secret: "${env:TSIG}"}}
                    run-book:
                      - proof: {flow: buy, connect-to: {us-east: "%s"}}
                      - steer
                """.formatted(flow.indent(8), place, place));
        var check = ConfigurationCheck.of(
                file,
                Environment.of(Map.of("SHOP_PASSWORD", FormShop.PASSWORD, "TSIG", "c2VjcmV0LXNlY3JldC1zZWNyZXQ=")));
        return check.configuration()
                .orElseThrow(() -> new AssertionError(
                        check.errors().stream().map(Object::toString).toList()));
    }
}
