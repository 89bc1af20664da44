package dev.leeward.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.AgentSettings;
import dev.leeward.evidence.Cursor;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AgentDeskTest {
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName WEST = new RegionName("us-west");
    private static final AgentId WEB_1 = new AgentId(SHOP, EAST, "web-1");
    private static final AgentId WEB_2 = new AgentId(SHOP, EAST, "web-2");
    private static final AgentId WEST_1 = new AgentId(SHOP, WEST, "web-1");
    private static final AgentOrder FENCE = new AgentOrder.Fence("shop/7/fence", new Epoch(7), "it is dead");
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final AtomicBoolean leads = new AtomicBoolean(true);
    private final AgentDesk desk = new AgentDesk(leads::get);

    @BeforeEach
    void declare() {
        desk.configured(List.of(settings(WEB_1), settings(WEB_2), settings(WEST_1)));
    }

    @Test
    void an_order_reaches_every_agent_of_its_region_and_no_other() throws InterruptedException {
        assertThat(desk.order(SHOP, EAST, FENCE)).isEmpty();
        assertThat(ask(WEB_1).orders()).extracting(OrderNote::order).containsExactly(Optional.of(FENCE));
        assertThat(ask(WEB_2).orders()).hasSize(1);
        assertThat(ask(WEST_1).orders()).isEmpty();
    }

    @Test
    void somebody_who_waits_is_told_as_soon_as_there_is_an_order() throws Exception {
        var first = ask(WEB_1);
        var waiting = waiting(first.cursor(), BOUND);
        Await.until(
                "it waits", BOUND, () -> desk.standings().getFirst().heardAgo().isPresent());
        desk.order(SHOP, EAST, FENCE);
        assertThat(waiting.get().orElseThrow().orders()).hasSize(1);
        assertThat(after(WEB_1, waiting.get().orElseThrow().cursor(), Duration.ZERO)
                        .orElseThrow()
                        .orders())
                .isEmpty();
    }

    @Test
    void a_later_question_ends_an_earlier_one_of_the_same_agent() throws Exception {
        var cursor = ask(WEB_1).cursor();
        var earlier = waiting(cursor, Duration.ofSeconds(20));
        var later = waiting(cursor, Duration.ofSeconds(20));
        assertThat(CompletableFuture.anyOf(earlier, later)).succeedsWithin(BOUND);
        desk.close();
        assertThat(CompletableFuture.allOf(earlier, later)).succeedsWithin(BOUND);
    }

    @Test
    void a_node_that_does_not_lead_hands_out_nothing_and_does_once_it_leads() throws InterruptedException {
        leads.set(false);
        desk.order(SHOP, EAST, FENCE);
        var standby = ask(WEB_1);
        assertThat(standby.leads()).isFalse();
        assertThat(standby.orders()).isEmpty();
        leads.set(true);
        assertThat(after(WEB_1, standby.cursor(), BOUND).orElseThrow().orders()).hasSize(1);
    }

    @Test
    void of_a_lane_the_newest_order_counts_and_a_lower_epoch_is_refused() throws InterruptedException {
        desk.order(SHOP, EAST, FENCE);
        assertThat(desk.order(SHOP, EAST, new AgentOrder.Release("shop/6/release", new Epoch(6))))
                .map(Problem::code)
                .contains(FaultCode.FENCED);
        desk.order(SHOP, EAST, new AgentOrder.Settings("shop/7/set", new Epoch(7), Map.of("AWS_REGION", "x")));
        desk.order(SHOP, EAST, new AgentOrder.Release("shop/8/release", new Epoch(8)));
        assertThat(ask(WEB_1).orders()).extracting(OrderNote::kind).containsExactlyInAnyOrder("release", "settings");
        desk.withdraw("shop/8/release");
        assertThat(ask(WEB_1).orders()).extracting(OrderNote::kind).containsExactly("settings");
        desk.withdrawAll();
        assertThat(ask(WEB_1).orders()).isEmpty();
    }

    @Test
    void where_nobody_is_declared_an_order_is_refused() {
        assertThat(desk.order(new ServiceName("other"), EAST, FENCE))
                .map(Problem::code)
                .contains(FaultCode.NOT_FOUND);
    }

    @Test
    void what_agents_say_is_there_for_each_of_them() throws InterruptedException {
        desk.order(SHOP, EAST, FENCE);
        var note = ask(WEB_1).orders().getFirst();
        assertThat(desk.outcome(SHOP, EAST, "shop/7/fence"))
                .hasSize(2)
                .allSatisfy((_, answer) -> assertThat(answer).isInstanceOf(AgentAnswer.NotHeard.class));
        var applied = new Outcome.Applied("maintenance is on");
        assertThat(desk.report(WEB_1, report(OutcomeNote.of(note.operationId(), note.issue(), applied))))
                .isTrue();
        assertThat(desk.outcome(SHOP, EAST, "shop/7/fence"))
                .containsEntry("web-1", new AgentAnswer.Told(applied))
                .containsEntry("web-2", new AgentAnswer.NotHeard());
        assertThat(desk.known(SHOP, EAST).getFirst().report()).isPresent();
        assertThat(desk.known(SHOP, EAST).getLast().report()).isEmpty();
    }

    @Test
    void an_order_given_again_forgets_what_failed_before_and_keeps_what_was_done() throws InterruptedException {
        desk.order(SHOP, EAST, FENCE);
        var first = ask(WEB_1).orders().getFirst();
        var problem = Problem.passing(FaultCode.TIMED_OUT, "systemctl took too long");
        var failed = report(OutcomeNote.of(first.operationId(), first.issue(), new Outcome.Unknown(problem)));
        desk.report(WEB_1, failed);
        assertThat(answer("web-1")).isEqualTo(new AgentAnswer.Told(new Outcome.Unknown(problem)));

        desk.order(SHOP, EAST, FENCE);
        assertThat(answer("web-1")).isInstanceOf(AgentAnswer.NotHeard.class);
        desk.report(WEB_1, failed);
        assertThat(answer("web-1")).as("a late word about the first giving").isInstanceOf(AgentAnswer.NotHeard.class);

        var applied = new Outcome.Applied("done");
        desk.report(WEB_1, report(OutcomeNote.of(first.operationId(), first.issue(), applied)));
        desk.order(SHOP, EAST, FENCE);
        assertThat(answer("web-1")).isEqualTo(new AgentAnswer.Told(applied));
    }

    @Test
    void a_token_is_one_agents_and_one_that_is_gone_speaks_for_nobody() throws InterruptedException {
        assertThat(desk.bearer(token(WEB_2))).contains(WEB_2);
        assertThat(desk.bearer("guess")).isEmpty();
        desk.configured(List.of(settings(WEB_1)));
        assertThat(desk.bearer(token(WEB_2))).isEmpty();
        assertThat(desk.orders(WEB_2, Optional.empty(), Duration.ZERO)).isEmpty();
        assertThat(desk.report(WEB_2, report())).isFalse();
    }

    @Test
    void what_travels_comes_out_as_it_went_in_and_anything_else_is_refused() throws InterruptedException {
        desk.order(SHOP, EAST, FENCE);
        desk.order(SHOP, EAST, new AgentOrder.Settings("shop/7/set", new Epoch(7), Map.of("AWS_REGION", "x")));
        var orders = ask(WEB_1);
        assertThat(Orders.parse(orders.json())).contains(orders);
        var report = report(OutcomeNote.of("a", "b", new Outcome.Applied("done")));
        assertThat(AgentReport.parse(report.json())).contains(report);
        for (var text : List.of("", "{}", "[]", "null", "{\"version\":1}", "{\"orders\":null}", "\u0000")) {
            assertThat(Orders.parse(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
            assertThat(AgentReport.parse(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
        }
    }

    private AgentAnswer answer(String name) {
        return desk.outcome(SHOP, EAST, FENCE.operationId()).getOrDefault(name, new AgentAnswer.NotHeard());
    }

    private Orders ask(AgentId agent) throws InterruptedException {
        return desk.orders(agent, Optional.empty(), Duration.ZERO).orElseThrow();
    }

    private CompletableFuture<Optional<Orders>> waiting(Cursor cursor, Duration wait) {
        return CompletableFuture.supplyAsync(
                () -> after(WEB_1, cursor, wait), task -> Thread.ofVirtual().start(task));
    }

    private Optional<Orders> after(AgentId agent, Cursor cursor, Duration wait) {
        try {
            return desk.orders(agent, Optional.of(cursor), wait);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static AgentReport report(OutcomeNote... notes) {
        return new AgentReport(
                "1.0", 7, new AgentReport.HostHealth(true, "well"), Optional.empty(), Optional.empty(), List.of(notes));
    }

    private static AgentSettings settings(AgentId id) {
        return new AgentSettings(id.service(), id.region(), id.name(), Secret.of(token(id)));
    }

    private static String token(AgentId id) {
        return "token-of-" + id;
    }
}
