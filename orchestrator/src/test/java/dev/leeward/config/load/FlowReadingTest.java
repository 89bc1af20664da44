package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.Check;
import dev.leeward.probe.UserFlow;
import dev.leeward.secret.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlowReadingTest {
    private static final String SECRET = "s3cret \"of the shop\"";

    @TempDir
    Path directory;

    @Test
    void places_are_escaped_by_what_surrounds_them_and_secrets_are_not_shown() {
        var steps = flow("""
                - {get: /token, capture: {token: {json: $.token}}}
                - {get: "/a/{token}?t={token}"}
                - {post: /f, form: {a b: "{token}&", p: "${env:SHOP_PASSWORD}"}}
                - {post: /j, send-json: {id: "{token}", text: "x {token}", list: [1, true, null], p: "${env:SHOP_PASSWORD}"}}
                - {post: /b, body: "{token} {{token}} $${token} {\\"a\\":1}", headers: {X-T: "{token}"}}
                - {get: "{token}"}
                """).steps();
        assertThat(steps.get(1).path().shown()).isEqualTo("/a/{token}?t={token}");
        assertThat(content(steps.get(2))).isEqualTo("a+b={token}%26&p=***");
        assertThat(content(steps.get(3)))
                .isEqualTo("{\"id\":{token},\"text\":\"x {token}\",\"list\":[1,true,null],\"p\":\"***\"}");
        assertThat(content(steps.get(4))).isEqualTo("{token} {token} ${token} {\"a\":1}");
        assertThat(steps.toString()).doesNotContain("s3cret");
        assertThat(flow("- {get: /a}").secrets()).isEmpty();
    }

    @Test
    void a_probe_and_a_proof_go_through_it_at_the_address_of_their_region() {
        var configuration = load("- {get: /a}").configuration().orElseThrow();
        var service = configuration.topology().services().getFirst();
        var probe = service.regions().getFirst().probes().getFirst();
        assertThat(((Check.Flow) probe.check()).flow().connectTo()).contains("192.0.2.1");
        assertThat(probe.id().value()).isEqualTo("shop/us-east/flow-1");
        assertThat(probe.interval()).isEqualTo(Duration.ofSeconds(10));
        var there = service.regions().get(1).name();
        assertThat(configuration.flow(service.name(), there, "buy").flatMap(UserFlow::connectTo))
                .contains("203.0.113.9:8443");
    }

    @Test
    void all_mistakes_are_named_at_once_and_no_secret_is_among_the_words() {
        var errors = errors("""
                - {get: /a, post: /b}
                - {name: none}
                - {get: "/a/{tokn}"}
                - {get: /a, capture: {token: {json: "$..[?(@.a)]"}}}
                - {get: /a, capture: {b: {json: $.a, css: a}}}
                - {get: /a, capture: {c: {css: "a[", attribute: href}}}
                - {get: /a, capture: {d: {regex: "(", attribute: href}}}
                - {get: "/a/${env:SHOP_PASSWORD}"}
                - {get: no-slash, headers: {Host: a, Cookie: b}}
                - {post: /a, form: {a: b}, send-json: {}}
                - {get: /a, form: {a: "${token}"}}
                """);
        assertThat(errors)
                .anySatisfy(line -> assertThat(line).contains("a step makes one request"))
                .anySatisfy(line -> assertThat(line).contains("does not say what is asked for"))
                .anySatisfy(line -> assertThat(line).contains("no earlier step captures \"tokn\""))
                .anySatisfy(line -> assertThat(line).contains("filters are not run"))
                .anySatisfy(line -> assertThat(line).contains("one of json, regex, css and header"))
                .anySatisfy(line -> assertThat(line).contains("not a CSS selector"))
                .anySatisfy(line -> assertThat(line).contains("not a regular expression"))
                .anySatisfy(line -> assertThat(line).contains("only css has attributes"))
                .anySatisfy(line -> assertThat(line).contains("may not hold a secret"))
                .anySatisfy(line -> assertThat(line).contains("a path begins with /"))
                .anySatisfy(line -> assertThat(line).contains("sets Host itself"))
                .anySatisfy(line -> assertThat(line).contains("sets Cookie itself"))
                .anySatisfy(line -> assertThat(line).contains("more than one of form"))
                .anySatisfy(line -> assertThat(line).contains("no reference to a secret"))
                .anySatisfy(line -> assertThat(line).contains("GET sends nothing along"))
                .noneSatisfy(line -> assertThat(line).contains("s3cret"));
    }

    @Test
    void a_flow_that_nobody_goes_through_is_remarked() {
        var check = load("- {get: /a}", "flow: {flow: buy}", "rest: {base: \"http://a.example\", steps: [{get: /}]}");
        assertThat(check.warnings().stream().map(Object::toString))
                .anySatisfy(line -> assertThat(line).contains("neither a probe nor a proof goes through rest"));
    }

    private static String content(UserFlow.Step step) {
        return step.content().orElseThrow().text().shown();
    }

    private UserFlow flow(String steps) {
        var service =
                load(steps).configuration().orElseThrow().topology().services().getFirst();
        var check = service.regions().getFirst().probes().getFirst().check();
        return ((Check.Flow) check).flow();
    }

    private List<String> errors(String steps) {
        var check = load(steps);
        assertThat(check.configuration()).isEqualTo(Optional.empty());
        return check.errors().stream().map(Object::toString).toList();
    }

    private ConfigurationCheck load(String steps) {
        return load(steps, "flow: buy", "");
    }

    private ConfigurationCheck load(String steps, String probe, String more) {
        var file = new Samples(directory).write("flows.yaml", """
                services:
                  shop:
                    flows:
                      buy:
                        base: https://shop.example.com
                        steps:
                %s
                      %s
                    regions:
                      us-east: {addresses: {A: [192.0.2.1]}, probes: [{%s}]}
                      eu-central: {addresses: {A: [198.51.100.1]}, probes: [{tcp: "198.51.100.1:80"}]}
                    steering:
                      - rfc2136: {server: 192.0.2.53, zone: example.com, record: shop, key: "${file:tsig.key}"}
                    run-book: [{proof: {flow: buy, connect-to: {eu-central: "203.0.113.9:8443"}}}, steer]
                """.formatted(steps.indent(10), more, probe));
        return ConfigurationCheck.of(file, Environment.of(Map.of("SHOP_PASSWORD", SECRET)));
    }
}
