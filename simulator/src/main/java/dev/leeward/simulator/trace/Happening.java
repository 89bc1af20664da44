package dev.leeward.simulator.trace;

import dev.leeward.control.Effect;
import dev.leeward.control.OrderReply;
import dev.leeward.decision.Order;
import dev.leeward.journal.Entry;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.probe.Observation;
import dev.leeward.probe.ProbeId;
import dev.leeward.region.RegionName;
import dev.leeward.service.Topology;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One thing that happened in the simulated world. Nothing here is computed by the code under test. */
public sealed interface Happening {
    /** The world as it was at the beginning. */
    record Began(Topology topology, Map<TargetId, Stand> targets) implements Happening {}

    /** A node's process started and replays the journal. */
    record NodeStarted(Life life) implements Happening {}

    /** A node's process is gone; what it had sent is still under way. */
    record NodeDied(Life life, String why) implements Happening {}

    /** A node stopped to run, as by SIGSTOP or a long pause of its machine; it does not notice. */
    record NodeFroze(Life life) implements Happening {}

    /** And goes on. */
    record NodeThawed(Life life) implements Happening {}

    /** An entry became durable. {@code entry.at()} is by the node's own clock. */
    record Appended(Life life, Entry entry) implements Happening {}

    /**
     * A scheduled look is over and its result was given to the control loop.
     *
     * @param startedAt in true time
     * @param of the region it looked at, empty for a reference
     */
    record Looked(Life life, Instant startedAt, Optional<RegionName> of, Observation seen) implements Happening {}

    /**
     * A look that a step made for itself is over.
     *
     * @param answered probes that were answered as expected
     * @param failed probes that were not
     * @param unseen probes through which it could not look, which says nothing of the region
     */
    record LookedAfresh(
            Life life,
            Instant startedAt,
            RegionName region,
            Set<ProbeId> answered,
            Set<ProbeId> failed,
            Set<ProbeId> unseen)
            implements Happening {
        public LookedAfresh {
            answered = Set.copyOf(answered);
            failed = Set.copyOf(failed);
            unseen = Set.copyOf(unseen);
        }

        /** Whether every probe was answered. */
        public boolean ready() {
            return failed.isEmpty() && unseen.isEmpty();
        }
    }

    /** The control loop handed an effect out. */
    record Handed(Life life, Effect effect) implements Happening {}

    /** A target was read and a change planned, at the target, as the caller was told. */
    record PlanMade(Life life, TargetId target, SteeringOrder order, Planned planned) implements Happening {}

    /** A node sends a change to its target's provider. */
    record Sent(Life life, SteeringPlan plan) implements Happening {}

    /** A change arrived at its target's provider; what became of it there. {@code refused}: it changed nothing. */
    record Arrived(Life life, SteeringPlan plan, boolean refused) implements Happening {}

    /** What the caller was told of a change. */
    record Told(Life life, SteeringPlan plan, Outcome outcome) implements Happening {}

    /** A measure was taken in a region, or taken back, by an order of {@code life}. */
    record MeasureTaken(Life life, MeasureOrder order) implements Happening {}

    /** What asking those who answer for a target came to. */
    record Verified(Life life, TargetId target, SteeringOrder order, Verification verification) implements Happening {}

    /** What stands at a target's source of truth changed. {@code by} is empty for somebody else's hand. */
    record Changed(TargetId target, Stand before, Stand after, Optional<Life> by) implements Happening {}

    /** A name server began to answer something else. */
    record Served(TargetId target, String server, Stand after) implements Happening {}

    /** A region's application is in another condition. */
    record Became(RegionName region, Condition condition) implements Happening {}

    /** An order was given; {@code reply} is empty while nobody answered it. */
    record Ordered(Order order, boolean dryRun, Optional<OrderReply> reply) implements Happening {}

    /** A configuration was handed to the control loop; {@code accepted}: it came into force. */
    record Configured(Topology topology, boolean valid, boolean accepted) implements Happening {}

    /** A node leads from now on, by the term of that number; what it does is done by {@code life}. */
    record Elected(Life life, long term) implements Happening {}

    /** Nobody but the holder of {@code term} is let lead before {@code until}, in true time, unless it is given back. */
    record Leased(long term, Instant until) implements Happening {}

    /** The journal is gone; {@code topology} and {@code targets} are what there is to begin with anew. */
    record JournalLost(Topology topology, Map<TargetId, Stand> targets) implements Happening {}

    /** A notice reached its channel. */
    record Noticed(Life life, long sequence) implements Happening {}

    /** A fault of the plan began ({@code on}) or ended. */
    record Fault(String sentence, boolean on) implements Happening {}

    /** From here on no fault begins any more, and all that were on are over. */
    record Healed() implements Happening {}
}
