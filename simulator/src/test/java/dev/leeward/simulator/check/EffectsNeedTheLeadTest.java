package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.RunKind;
import dev.leeward.runbook.StepKind;
import dev.leeward.simulator.trace.Happening;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class EffectsNeedTheLeadTest {
    private static final Duration LEASE = Duration.ofSeconds(3);

    private final Traces trace = Traces.of(EffectsNeedTheLead::new);

    @Test
    void a_node_that_needs_no_lead_holds() {
        trace.moves(1, EAST, WEST).holds();
    }

    @Test
    void whoever_leads_may_write_and_act() {
        elected().moves(1, EAST, WEST).holds();
    }

    @Test
    void an_entry_after_the_lease_ran_out_breaks_it() {
        elected().after(LEASE).run(1, RunKind.FAILOVER, EAST, WEST).breaks("its lease ran out");
    }

    @Test
    void a_change_that_is_sent_after_the_lease_ran_out_breaks_it() {
        elected().run(1, RunKind.FAILOVER, EAST, WEST);
        var plan = trace.plan(1, step(StepKind.STEER, WWW), WWW, WEST);
        trace.after(LEASE).see(new Happening.Sent(ONE, plan));
        trace.breaks("sends");
    }

    @Test
    void a_sign_of_life_lets_it_go_on() {
        elected().after(LEASE.minusMillis(1));
        leased().after(LEASE.minusMillis(1))
                .run(1, RunKind.FAILOVER, EAST, WEST)
                .holds();
    }

    @Test
    void a_lead_that_was_never_granted_breaks_it() {
        trace.see(new Happening.Elected(ONE, 7));
        trace.run(1, RunKind.FAILOVER, EAST, WEST).breaks("its lease ran out");
    }

    private Traces elected() {
        trace.see(new Happening.Elected(ONE, 7));
        return leased();
    }

    private Traces leased() {
        trace.see(new Happening.Leased(7, trace.now().plus(LEASE)));
        return trace;
    }
}
