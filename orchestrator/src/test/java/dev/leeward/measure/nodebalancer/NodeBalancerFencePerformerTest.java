package dev.leeward.measure.nodebalancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.MeasureSettings.NodeBalancerFence;
import dev.leeward.config.MeasureSettings.NodeBalancerPlace;
import dev.leeward.emulator.dns.ZoneStore;
import dev.leeward.emulator.linode.LinodeBalancer;
import dev.leeward.emulator.linode.LinodeCall;
import dev.leeward.emulator.linode.LinodeEmulator;
import dev.leeward.emulator.linode.LinodeFault;
import dev.leeward.emulator.linode.LinodeNode;
import dev.leeward.fault.FaultCode;
import dev.leeward.linode.LinodeAccount;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.linode.LinodeDocument;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the emulated API; every request is judged by Linode's own document. */
final class NodeBalancerFencePerformerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final RegionName LEFT = new RegionName("us-east");
    private static final RegionName OTHER = new RegionName("eu-central");

    private LinodeEmulator api;
    private LinodeBalancer balancer;
    private NodeBalancerFencePerformer performer;

    @BeforeEach
    void open() throws IOException {
        api = LinodeEmulator.start(new ZoneStore());
        api.grant("token", "nodebalancers:read_write");
        balancer = api.balancers().add("shop-us", "us-east", "192.0.2.1", "2001:db8::1");
        api.balancers().addPort(balancer, 80, "192.168.1.1", "192.168.1.2");
        api.balancers().addPort(balancer, 443, "192.168.1.1", "192.168.1.2");
        performer = performer("reject", "token");
    }

    @AfterEach
    void close() {
        performer.close();
        api.close();
        LinodeDocument.OFFICIAL.judgeAll(api.requests());
    }

    @Test
    void all_nodes_reject_and_a_second_order_writes_nothing() {
        assertThat(perform(Way.TAKE, 7)).isEqualTo(new Outcome.Applied("4 nodes of shop-us reject"));
        assertThat(modes()).containsOnly("reject");
        int writes = writes();
        assertThat(perform(Way.TAKE, 7)).isInstanceOf(Outcome.Applied.class);
        assertThat(writes()).isEqualTo(writes);
    }

    @Test
    void what_stood_before_comes_back_and_what_others_have_set_meanwhile_stays() {
        api.balancers().setMode(node(0), "backup");
        api.balancers().setMode(node(1), "reject");
        assertThat(perform(Way.TAKE, 7)).isInstanceOf(Outcome.Applied.class);
        api.balancers().setMode(node(2), "drain");
        assertThat(perform(Way.TAKE_BACK, 8))
                .isInstanceOfSatisfying(
                        Outcome.Applied.class,
                        done -> assertThat(done.evidence()).contains("1 that somebody else"));
        assertThat(modes()).containsExactly("backup", "reject", "drain", "accept");
        assertThat(tags()).containsExactly("leeward-released-8");
        int writes = writes();
        assertThat(perform(Way.TAKE_BACK, 8)).isInstanceOf(Outcome.Applied.class);
        assertThat(writes()).isEqualTo(writes);
    }

    @Test
    void a_fence_that_was_held_up_on_its_way_does_not_stand_after_its_own_run_was_taken_back() {
        assertThat(perform(Way.TAKE_BACK, 7)).isInstanceOf(Outcome.Applied.class);
        assertThat(perform(Way.TAKE, 7))
                .isInstanceOfSatisfying(
                        Outcome.Untouched.class,
                        it -> assertThat(it.problem().code()).isEqualTo(FaultCode.FENCED));
        assertThat(modes()).containsOnly("accept");
        assertThat(perform(Way.TAKE, 8)).isInstanceOf(Outcome.Applied.class);
        assertThat(tags()).containsExactly("leeward-fence-8-reject");
    }

    @Test
    void an_order_that_broke_off_half_way_is_finished_by_whoever_comes_next() {
        api.balancers().setMode(node(3), "backup");
        api.faults().next(LinodeCall.UPDATE_NODE, new LinodeFault.Break(true));
        assertThat(perform(Way.TAKE, 7)).isInstanceOf(Outcome.Unknown.class);
        try (var next = performer("reject", "token")) {
            assertThat(next.perform(order(Way.TAKE, 7), LIMIT)).isInstanceOf(Outcome.Applied.class);
            assertThat(modes()).containsOnly("reject");
            api.faults().next(LinodeCall.UPDATE_NODE, LinodeFault.unavailable(false));
            assertThat(next.perform(order(Way.TAKE_BACK, 9), LIMIT)).isInstanceOf(Outcome.Unknown.class);
            assertThat(next.perform(order(Way.TAKE_BACK, 9), LIMIT)).isInstanceOf(Outcome.Applied.class);
        }
        assertThat(modes()).containsExactly("accept", "accept", "accept", "backup");
    }

    @Test
    void a_deposed_order_changes_nothing_and_tags_of_others_stay() {
        assertThat(perform(Way.TAKE, 9)).isInstanceOf(Outcome.Applied.class);
        int writes = writes();
        for (Way way : Way.values()) {
            assertThat(perform(way, 8))
                    .isInstanceOfSatisfying(
                            Outcome.Untouched.class,
                            it -> assertThat(it.problem().code()).isEqualTo(FaultCode.FENCED));
        }
        assertThat(writes()).isEqualTo(writes);
        assertThat(tags()).containsExactly("leeward-fence-9-reject");
    }

    @Test
    void what_is_refused_before_anything_was_written_has_changed_nothing() {
        api.grant("reader", "nodebalancers:read_only");
        try (var reader = performer("drain", "reader")) {
            assertThat(reader.perform(order(Way.TAKE, 7), LIMIT)).isInstanceOf(Outcome.Untouched.class);
            assertThat(reader.preflight(LIMIT))
                    .anySatisfy(found -> assertThat(found.sentence()).contains("nodebalancers:read_write"));
        }
        assertThat(modes()).containsOnly("accept");
    }

    @Test
    void preflight_finds_what_would_fence_the_wrong_hosts() {
        assertThat(performer.preflight(LIMIT))
                .singleElement()
                .satisfies(found -> assertThat(found.sentence()).contains("no NodeBalancer shop-eu"));
        api.balancers().add("shop-eu", "us-east", "198.51.100.1", "2001:db8::2");
        assertThat(performer.preflight(LIMIT))
                .extracting(Finding::sentence)
                .anySatisfy(found -> assertThat(found).contains("is in Linode's us-east, not in eu-central"))
                .anySatisfy(found -> assertThat(found).contains("as that of us-east is"))
                .anySatisfy(found -> assertThat(found).contains("198.51.100.9, which is not an address of shop-eu"))
                .anySatisfy(found -> assertThat(found).contains("has no nodes"));
    }

    private NodeBalancerFencePerformer performer(String mode, String token) {
        var places = new LinkedHashMap<RegionName, NodeBalancerPlace>();
        places.put(LEFT, new NodeBalancerPlace("shop-us", Optional.of("us-east"), List.of("192.0.2.1", "2001:db8::1")));
        places.put(OTHER, new NodeBalancerPlace("shop-eu", Optional.of("eu-central"), List.of("198.51.100.9")));
        return new NodeBalancerFencePerformer(
                new NodeBalancerFence(new MeasureId("fence"), mode, places),
                new LinodeAccount(api.apiUrl(), Secret.of(token)));
    }

    private Outcome perform(Way way, long epoch) {
        return performer.perform(order(way, epoch), LIMIT);
    }

    private static MeasureOrder order(Way way, long epoch) {
        return new MeasureOrder(
                new ServiceName("shop"),
                new MeasureId("fence"),
                Measure.Kind.FENCE,
                way,
                LEFT,
                LEFT,
                OTHER,
                new Epoch(epoch),
                "shop-" + epoch);
    }

    private LinodeNode node(int number) {
        return api.balancers().nodes(balancer).get(number);
    }

    private List<String> modes() {
        return api.balancers().nodes(balancer).stream().map(LinodeNode::mode).toList();
    }

    private List<String> tags() {
        return api.balancers().balancer(balancer.id()).orElseThrow().tags();
    }

    private int writes() {
        return api.calls(LinodeCall.UPDATE_NODE) + api.calls(LinodeCall.UPDATE_BALANCER);
    }
}
