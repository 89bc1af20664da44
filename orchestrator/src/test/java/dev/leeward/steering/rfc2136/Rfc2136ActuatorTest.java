package dev.leeward.steering.rfc2136;

import static dev.leeward.testkit.ActuatorRig.AWAY;
import static dev.leeward.testkit.ActuatorRig.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.Verification;
import dev.leeward.steering.Verification.State;
import dev.leeward.steering.Verification.Witness;
import dev.leeward.testkit.ActuatorContract;
import dev.leeward.testkit.ActuatorFault;
import dev.leeward.testkit.ActuatorRig;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.BindZone;
import dev.leeward.testkit.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Rfc2136ActuatorTest extends ActuatorContract {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final BindPair servers;

    Rfc2136ActuatorTest(@TempDir Path folder) {
        servers = BindPair.start(folder, BindZone.of(BindRig.ZONE));
    }

    @BeforeAll
    void bothAnswer() {
        assertThat(servers.secondary().serial()).isPositive();
    }

    @AfterAll
    void stop() {
        servers.close();
    }

    @Override
    protected ActuatorRig newRig() {
        return new BindRig(servers);
    }

    @Test
    void dig_sees_the_change_at_both_servers() {
        move(AWAY, 1);
        assertThat(servers.primary().answer(BindRig.WWW, "A")).containsExactly("198.51.100.1");
        assertThat(servers.primary().answer(BindRig.EPOCH, "TXT")).containsExactly("\"v=leeward1 epoch=1\"");
        Await.until(
                "the secondary has it",
                SOON,
                () -> servers.secondary().answer(BindRig.WWW, "AAAA").contains("2001:db8:2::1"));
    }

    @Test
    void a_change_is_one_new_version_of_the_zone() {
        long before = servers.primary().serial();
        move(AWAY, 1);
        assertThat(servers.primary().serial()).isEqualTo(before + 1);
    }

    @Test
    void a_preflight_is_no_new_version_of_the_zone() {
        long before = servers.primary().serial();
        assertThat(rig().actuator().preflight(rig().limit())).isEmpty();
        assertThat(servers.primary().serial()).isEqualTo(before);
    }

    @Test
    void a_stalled_server_is_named_as_timed_out_until_it_goes_on() {
        SteeringOrder order = move(AWAY, 1);
        rig().inject(ActuatorFault.LATE_WITNESS);
        Verification stalled = rig().actuator().verify(order, rig().shortLimit());
        assertThat(stalled).isInstanceOf(Verification.NotYet.class);
        assertThat(((Verification.NotYet) stalled).witnesses())
                .filteredOn(witness ->
                        witness.server().startsWith(servers.secondary().hostAndPort()))
                .extracting(Witness::state)
                .containsExactly(State.TIMED_OUT);
        assertThat(((Verification.NotYet) stalled).witnesses())
                .filteredOn(
                        witness -> witness.server().startsWith(servers.primary().hostAndPort()))
                .extracting(Witness::state)
                .containsExactly(State.CURRENT);
        rig().heal();
        assertThat(rig().actuator().verify(order, SOON)).isInstanceOf(Verification.Proven.class);
    }

    @Test
    void a_message_that_arrives_after_a_later_run_does_nothing() {
        var proxy = ((BindRig) rig()).proxy();
        SteeringOrder late = order(AWAY, 1);
        var plan = ready(late);
        proxy.set(TcpProxy.Mode.HOLD_REQUESTS);
        assertThat(rig().actuator().apply(plan, rig().shortLimit())).isInstanceOf(Outcome.Unknown.class);
        // The later run goes past the relay.
        servers.primary()
                .update(
                        "del " + BindRig.WWW,
                        "add " + BindRig.WWW + " 30 A 192.0.2.1",
                        "add " + BindRig.EPOCH + " 60 TXT \"v=leeward1 epoch=2\"");
        long serial = servers.primary().serial();
        int logged = servers.primary().log().length();
        proxy.set(TcpProxy.Mode.PASS);
        Await.until(
                "the late message arrived",
                SOON,
                () -> servers.primary().log().substring(logged).contains("prerequisite not satisfied"));
        assertThat(servers.primary().serial()).isEqualTo(serial);
        assertThat(rig().standing().epoch()).isEqualTo(new Epoch(2));
        assertThat(servers.primary().answer(BindRig.WWW, "A")).containsExactly("192.0.2.1");
    }

    @Test
    void a_stalled_primary_leaves_the_outcome_open_and_may_do_it_later() {
        SteeringOrder order = order(AWAY, 1);
        var plan = ready(order);
        servers.primary().stall();
        Outcome outcome = rig().actuator().apply(plan, rig().shortLimit());
        servers.primary().resume();
        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        Await.until("it did it late", SOON, () -> rig().standing().answers(order.desired()));
        assertStands(order);
    }

    @Test
    void home_and_away_take_turns_under_a_watch_of_the_zone() {
        for (int epoch = 1; epoch <= 10; epoch++) assertStands(move(epoch % 2 == 0 ? HOME : AWAY, epoch));
    }
}
