package dev.leeward.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.Order;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RuleCheck;
import dev.leeward.decision.RunKind;
import dev.leeward.region.ServiceName;
import dev.leeward.testkit.FakeDesk.Submitted;
import dev.leeward.testkit.ShopViews;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ServiceRoutesTest {
    private static final ServiceName SHOP = new ServiceName("shop");

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_service_shows_its_regions_with_verdict_and_age_of_the_evidence() {
        var shop = api.get("/api/v1/services/shop").json();
        assertThat(shop.at("/active").asString()).isEqualTo("us-east");
        assertThat(shop.at("/regions/0/role").asString()).isEqualTo("active");
        assertThat(shop.at("/regions/1/role").asString()).isEqualTo("standby");
        assertThat(shop.at("/regions/1/verdict").asString()).isEqualTo("healthy");
        assertThat(shop.at("/regions/1/evidenceAgeSeconds").asDouble()).isEqualTo(1.2);
        assertThat(shop.at("/decision/kind").asString()).isEqualTo("hold");
        assertThat(shop.has("run")).isFalse();
    }

    @Test
    void an_open_run_shows_each_step_with_what_it_came_to() {
        api.desk.show(ShopViews.failingOver());
        var steps = api.get("/api/v1/services").json().at("/services/0/run/steps");
        assertThat(steps.at("/0/state").asString()).isEqualTo("done");
        assertThat(steps.at("/1/state").asString()).isEqualTo("unclear");
        assertThat(steps.at("/1/problem").asString()).isEqualTo("TIMED_OUT");
        assertThat(steps.at("/2/state").asString()).isEqualTo("waiting");
    }

    @Test
    void why_lists_every_rule_and_what_would_change_it() {
        api.desk.show(ShopViews.failingOver());
        var why = api.get("/api/v1/services/shop/why").json();
        assertThat(why.at("/rules").size()).isEqualTo(3);
        assertThat(why.at("/decision/blockedBy/rule").asString()).isEqualTo("no-run");
        assertThat(why.at("/wouldChange/0").asString()).isEqualTo("it ends; an order may override it");
    }

    @Test
    void an_unknown_service_is_not_found_and_a_close_name_is_suggested() {
        var reply = api.get("/api/v1/services/shpo");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.type()).startsWith("application/problem+json");
        assertThat(reply.json().at("/code").asString()).isEqualTo("NOT_FOUND");
        assertThat(reply.json().at("/detail").asString()).contains("did you mean 'shop'");
    }

    @Test
    void an_order_reaches_the_desk_complete_and_under_the_callers_name() {
        var reply = api.order("""
                {"order": "switchover", "to": "eu-central", "force": ["dwell", "budget"], "why": "upgrade"}""");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/run").asString()).isEqualTo("shop-7");
        assertThat(reply.json().at("/plan").size()).isEqualTo(3);
        assertThat(api.desk.submitted())
                .containsExactly(new Submitted(
                        new Order.Move(
                                SHOP,
                                "local",
                                RunKind.SWITCHOVER,
                                Optional.of(ShopViews.EU_CENTRAL),
                                Set.of(Rule.DWELL, Rule.BUDGET),
                                "upgrade"),
                        false));
    }

    @Test
    void a_dry_run_is_handed_on_as_one() {
        var reply = api.order("{\"order\": \"failover\", \"dryRun\": true}");
        assertThat(reply.json().at("/dryRun").asBoolean()).isTrue();
        assertThat(api.desk.submitted().getFirst().dryRun()).isTrue();
    }

    @Test
    void approve_pause_and_resume_are_orders_too() {
        assertThat(api.order("{\"order\": \"approve\"}").status()).isEqualTo(200);
        assertThat(api.order("{\"order\": \"pause\", \"length\": \"1h30m\", \"why\": \"upgrade\"}")
                        .status())
                .isEqualTo(200);
        assertThat(api.order("{\"order\": \"resume\"}").status()).isEqualTo(200);
        assertThat(api.desk.submitted())
                .extracting(Submitted::order)
                .containsExactly(
                        new Order.Approve(SHOP, "local"),
                        new Order.Pause(SHOP, "local", Duration.ofMinutes(90), "upgrade"),
                        new Order.Resume(SHOP, "local"));
    }

    @Test
    void a_refused_order_says_why_rule_by_rule() {
        api.desk.refuse(RuleCheck.blocks(Rule.TARGET_READY, "eu-central is unhealthy", "10 OKs in a row there"));
        var reply = api.order("{\"order\": \"failover\"}");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().at("/code").asString()).isEqualTo("UNSAFE");
        assertThat(reply.json().at("/rules/0/rule").asString()).isEqualTo("target-ready");
        assertThat(reply.json().at("/rules/0/wouldChange").asString()).isEqualTo("10 OKs in a row there");
    }

    @Test
    void everything_wrong_in_an_order_is_named_with_its_place() {
        var reply = api.order("""
                {"order": "pause", "to": "eu-central", "lenght": "2h", "dryRun": "yes"}""");
        assertThat(reply.status()).isEqualTo(422);
        var errors = reply.json().at("/errors");
        assertThat(errors.valueStream().map(error -> error.at("/pointer").asString()))
                .containsExactly("/lenght", "/to", "/why", "/length", "/dryRun");
        assertThat(errors.at("/0/detail").asString()).contains("did you mean 'length'");
        assertThat(api.desk.submitted()).isEmpty();
    }

    @Test
    void a_rule_that_protects_traffic_cannot_be_forced() {
        var reply = api.order("{\"order\": \"failover\", \"force\": [\"target-ready\", \"dwel\"]}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().at("/errors/0/pointer").asString()).isEqualTo("/force/0");
        assertThat(reply.json().at("/errors/0/detail").asString()).contains("cannot be overridden");
        assertThat(reply.json().at("/errors/1/detail").asString()).contains("did you mean 'dwell'");
    }

    @Test
    void an_order_that_fails_inside_is_reported_without_its_innards() {
        api.desk.answer(_ -> CompletableFuture.failedStage(new IllegalStateException("secret innards")));
        var reply = api.order("{\"order\": \"failover\"}");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json().at("/code").asString()).isEqualTo("INTERNAL");
        assertThat(reply.body()).doesNotContain("innards");
    }

    @Test
    void a_reload_with_errors_names_them_all_and_keeps_the_old_configuration() {
        assertThat(api.post("/api/v1/reload", "").json().at("/inForce").asBoolean())
                .isTrue();
        api.desk.failReload("leeward.yaml:3:5 unknown key", "leeward.yaml:9:1 no regions");
        var reply = api.post("/api/v1/reload", "{}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().at("/errors").size()).isEqualTo(2);
    }
}
