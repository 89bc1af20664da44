package dev.leeward.control;

import dev.leeward.decision.Order;
import dev.leeward.lag.LinkEvidence;
import dev.leeward.probe.Observation;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepResult;
import dev.leeward.service.Topology;
import dev.leeward.steering.Reading;
import dev.leeward.steering.TargetId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the control loop learns. Everything outside only enqueues these; nothing else changes its mind. */
public sealed interface Input {
    /** A look is over. */
    record Observed(Observation observation) implements Input {}

    /** The notes on how far replication is were read; what is not named is as it was. */
    record LinksRead(List<LinkEvidence> links) implements Input {
        public LinksRead {
            links = List.copyOf(links);
        }
    }

    /** An attempt at a step is over. */
    record StepReturned(ServiceName service, RunId run, StepId step, int attempt, StepResult result) implements Input {}

    /** All targets of a service were read, by the {@link Effect.Survey} that was begun at {@code begunAt}. */
    record Surveyed(ServiceName service, Instant begunAt, Map<TargetId, Reading> readings) implements Input {
        public Surveyed {
            readings = Collections.unmodifiableMap(new TreeMap<>(readings));
        }
    }

    /**
     * A person orders.
     *
     * @param dryRun only say what would happen
     * @param reply called once, when the order is journaled as accepted or refused
     */
    record Ordered(Order order, boolean dryRun, Consumer<OrderReply> reply) implements Input {}

    /**
     * A valid configuration was read.
     *
     * @param reply called once with the reasons why it cannot come into force now; empty: it did
     */
    record Configured(Topology topology, String digest, Consumer<List<String>> reply) implements Input {}

    /** A configuration was read that is not valid. */
    record Misconfigured(String digest, List<String> errors) implements Input {}

    /** A notice reached a channel, or was given up. */
    record NoticeReturned(long sequence, String channel, Optional<String> failed) implements Input {}
}
