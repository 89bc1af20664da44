package dev.leeward.journal;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.Order;
import dev.leeward.decision.Proposal;
import dev.leeward.decision.Reason;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.fault.Problem;
import dev.leeward.health.Verdict;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.Step;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that is ever journaled. Records only grow optional components; a released one is never changed. */
public sealed interface Event {

    /** Events about one service. */
    sealed interface OfService extends Event {
        ServiceName service();
    }

    /** A node took the journal over; runs in flight are adopted. */
    record NodeStarted(String node, String version) implements Event {}

    /** A configuration came into force. */
    record ConfigurationApplied(String digest, List<ServiceName> services) implements Event {}

    /** A configuration was refused; the one before stays in force. */
    record ConfigurationRefused(String digest, List<String> errors) implements Event {}

    /** The targets were read and all answer {@code region}: it is the active one; {@code epoch} is the highest there. */
    record ActiveAdopted(ServiceName service, RegionName region, Epoch epoch, String evidence) implements OfService {}

    /** A verdict changed. */
    record VerdictChanged(ServiceName service, RegionName region, Verdict from, Verdict to, List<String> evidence)
            implements OfService {}

    /** A person's order was accepted. */
    record OrderAccepted(ServiceName service, Order order) implements OfService {}

    /** A person's order was refused. */
    record OrderRefused(ServiceName service, Order order, Reason reason) implements OfService {}

    /** A move waits for approval. */
    record ApprovalAsked(ServiceName service, Proposal proposal, Reason reason) implements OfService {}

    /** The proposal no longer stands. */
    record ApprovalLapsed(ServiceName service, Proposal proposal, String why) implements OfService {}

    /** In shadow mode: what would have been done. */
    record WouldHaveMoved(ServiceName service, Proposal proposal, Reason reason) implements OfService {}

    /** In shadow mode: the move that would have been done is no longer due. */
    record ShadowEnded(ServiceName service) implements OfService {}

    /** A run was started; its steps follow. {@code faultSeenAt}: start of the first look that showed the fault. */
    record RunStarted(
            ServiceName service,
            RunId run,
            RunKind kind,
            RegionName from,
            RegionName to,
            Epoch epoch,
            boolean automatic,
            Set<Rule> overridden,
            Optional<Instant> faultSeenAt,
            Reason reason,
            List<Step> steps)
            implements OfService {}

    /** Intent: an attempt at a step begins now. */
    record StepStarted(ServiceName service, RunId run, StepId step, int attempt) implements OfService {}

    /** Outcome: that attempt is over. */
    record StepEnded(ServiceName service, RunId run, StepId step, int attempt, StepResult result)
            implements OfService {}

    /** No more attempts: the run goes on without the step. */
    record StepWaived(ServiceName service, RunId run, StepId step, Problem problem) implements OfService {}

    /** No more attempts: the step counts as failed. */
    record StepGivenUp(ServiceName service, RunId run, StepId step, Problem problem) implements OfService {}

    /** A planned move is taken back; {@code steps} are added to the run. */
    record TakingBack(ServiceName service, RunId run, String why, List<Step> steps) implements OfService {}

    /** The run is over. */
    record RunEnded(ServiceName service, RunId run, Ending ending, String summary, Map<String, String> measured)
            implements OfService {}

    /** Automatic effects stop until {@code until}. */
    record Paused(ServiceName service, String by, Instant until, String why) implements OfService {}

    /** Automatic effects are allowed again; {@code by} is "expiry" when the time ran out. */
    record Resumed(ServiceName service, String by) implements OfService {}

    /** A person must know; in the outbox until {@link NoticeDelivered}. */
    record AlarmRaised(ServiceName service, Alarm alarm) implements OfService {}

    /** What the alarm was about is over. */
    record AlarmCleared(ServiceName service, String key) implements OfService {}

    /**
     * A person moves the service without the shared journal, from what a copy of it knows; only in the journal that is kept
     * meanwhile. Runs from here on have epochs above {@code epoch}.
     */
    record GlassBroken(
            ServiceName service, String by, String why, Epoch epoch, long copySequence, Optional<Instant> copyAsOf)
            implements OfService {}

    /** What was done without the shared journal is known from here on; {@code active}: where the traffic was left. */
    record BroughtIn(
            ServiceName service, String by, String record, Epoch epoch, Optional<RegionName> active, String summary)
            implements OfService {}

    /** A target answers what it was not told to. */
    record DriftSeen(ServiceName service, TargetId target, String expected, String seen) implements OfService {}

    /** A target answers as told again. */
    record DriftGone(ServiceName service, TargetId target) implements OfService {}

    /**
     * The notice of entry {@code sequence} reached {@code channel}, or was given up with the reason in {@code failed}. The
     * channel {@link #EVERY_CHANNEL} says that no channel is left to serve.
     */
    record NoticeDelivered(long sequence, String channel, Optional<String> failed) implements Event {
        /** Stands for all of them. */
        public static final String EVERY_CHANNEL = "*";
    }
}
