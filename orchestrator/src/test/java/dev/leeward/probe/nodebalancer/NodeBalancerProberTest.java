package dev.leeward.probe.nodebalancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.emulator.dns.ZoneStore;
import dev.leeward.emulator.linode.LinodeBalancer;
import dev.leeward.emulator.linode.LinodeCall;
import dev.leeward.emulator.linode.LinodeEmulator;
import dev.leeward.emulator.linode.LinodeFault;
import dev.leeward.emulator.linode.LinodeNode;
import dev.leeward.linode.LinodeAccount;
import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.secret.Secret;
import dev.leeward.steering.linode.LinodeDocument;
import dev.leeward.testkit.ProberContract;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NodeBalancerProberTest extends ProberContract {
    private LinodeEmulator api;
    private LinodeBalancer balancer;

    @BeforeEach
    void open() throws IOException {
        api = LinodeEmulator.start(new ZoneStore());
        api.grant("token", "nodebalancers:read_only");
        balancer = api.balancers().add("shop-us", "us-east", "192.0.2.1", "2001:db8::1");
        api.balancers().addPort(balancer, 443, "192.168.1.1", "192.168.1.2", "192.168.1.3");
        api.balancers().addPort(balancer, 80, "192.168.1.1");
    }

    @AfterEach
    void close() {
        api.close();
        LinodeDocument.OFFICIAL.judgeAll(api.requests());
    }

    @Override
    protected Prober prober() {
        var account = new LinodeAccount(api.apiUrl(), Secret.of("token"));
        return new NodeBalancerProber(() -> Optional.of(account));
    }

    @Override
    protected Check healthy() {
        return check("shop-us", 1, 0);
    }

    @Override
    protected Check failing() {
        return check("shop-us", 9, 0);
    }

    /** Named by its id it is asked for by a call of its own. */
    @Override
    protected Check silent() {
        api.faults().always(LinodeCall.GET_BALANCER, new LinodeFault.Silence(false));
        return check(Long.toString(balancer.id()), 1, 0);
    }

    /** Linode's, and not the region's. */
    @Override
    protected Class<? extends Sighting> ofSilence() {
        return Sighting.Inconclusive.class;
    }

    @Test
    void enough_nodes_up_are_healthy_and_their_modes_do_not_matter() throws Exception {
        for (LinodeNode node : nodes()) api.balancers().setMode(node, "reject");
        assertThat(look(check("shop-us", 4, 0))).isInstanceOf(Sighting.Healthy.class);
        assertThat(look(check(Long.toString(balancer.id()), 1, 1.0))).isInstanceOf(Sighting.Healthy.class);
    }

    @Test
    void too_few_nodes_up_are_failing_and_unknown_ones_count_for_neither() throws Exception {
        api.balancers().setStatus(nodes().get(0), "DOWN");
        api.balancers().setStatus(nodes().get(1), "down");
        assertThat(look(check("shop-us", 3, 0))).isInstanceOfSatisfying(Sighting.Failing.class, seen -> {
            assertThat(seen.kind()).isEqualTo(FailureKind.UNAVAILABLE);
            assertThat(seen.detail()).isEqualTo("1 of 3 nodes of shop-us are up, needed are 3");
        });
        assertThat(look(check("shop-us", 1, 0.5))).isInstanceOf(Sighting.Failing.class);
        assertThat(look(check("shop-us", 1, 0.3))).isInstanceOf(Sighting.Healthy.class);
        api.balancers().setStatus(nodes().get(1), "Unknown");
        assertThat(look(check("shop-us", 2, 0))).isInstanceOf(Sighting.Inconclusive.class);
        assertThat(look(check("shop-us", 3, 0))).isInstanceOf(Sighting.Failing.class);
    }

    @Test
    void whatever_is_wrong_with_the_api_says_nothing_about_the_region() throws Exception {
        assertThat(look(check("other", 1, 0))).isInstanceOf(Sighting.Inconclusive.class);
        api.faults().always(LinodeFault.unavailable(false));
        assertThat(look(check("shop-us", 1, 0))).isInstanceOf(Sighting.Inconclusive.class);
        api.kill();
        assertThat(look(check("shop-us", 1, 0))).isInstanceOf(Sighting.Inconclusive.class);
        try (var nobody = new NodeBalancerProber(Optional::empty)) {
            assertThat(look(nobody, check("shop-us", 1, 0))).isInstanceOf(Sighting.Inconclusive.class);
        }
    }

    private List<LinodeNode> nodes() {
        return api.balancers().nodes(balancer);
    }

    /** Of port 443 where there is a share or fewer than all are wanted, of all ports otherwise. */
    private static Check.NodeBalancer check(String name, int atLeast, double share) {
        Optional<Integer> port = atLeast == 4 || share == 1.0 ? Optional.empty() : Optional.of(443);
        return new Check.NodeBalancer(name, port, atLeast, share);
    }

    private Sighting look(Check check) throws Exception {
        try (var prober = prober()) {
            return look(prober, check);
        }
    }

    private static Sighting look(Prober prober, Check check) throws Exception {
        var limit = Duration.ofSeconds(30);
        var seen = new CompletableFuture<Sighting>();
        prober.look(new Probe(new ProbeId("nodes"), check, limit, limit, limit), seen::complete);
        return seen.get(60, TimeUnit.SECONDS);
    }
}
