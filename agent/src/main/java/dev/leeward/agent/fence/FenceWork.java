package dev.leeward.agent.fence;

import dev.leeward.agent.fence.FenceDeeds.Looked;
import dev.leeward.agent.state.HostState;
import dev.leeward.agent.state.HostState.Fence;
import dev.leeward.agent.state.HostState.Release;
import dev.leeward.agent.state.StateFile;
import dev.leeward.agents.AgentOrder;
import dev.leeward.agents.OutcomeNote;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Outcome;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the fence. It is on the disk before anything is done, so no crash loses it; from then on health says no. What it
 * consists of is looked at again and again and put right, until an order releases it.
 */
public final class FenceWork {
    private static final Logger LOG = LoggerFactory.getLogger(FenceWork.class);

    private final FenceDeeds deeds;
    private final StateFile state;
    private final InstantSource clock;
    private volatile Looked last = new Looked(false, "not looked at yet");

    /** Over what is done to the host. */
    public FenceWork(FenceDeeds deeds, StateFile state, InstantSource clock) {
        this.deeds = deeds;
        this.state = state;
        this.clock = clock;
    }

    /** Takes a fence: returns once it cannot be lost any more. */
    public void accept(AgentOrder.Fence order, String issue) throws IOException {
        state.change(now -> {
            // Units that an earlier fence stopped are still to be started at the end.
            var stopped = now.fence().map(Fence::stopped).orElse(List.of());
            long since = now.fence().map(Fence::since).orElse(clock.millis());
            return now.with(Optional.of(new Fence(
                    order.operationId(),
                    issue,
                    order.epoch().value(),
                    order.reason(),
                    since,
                    stopped,
                    Optional.empty())));
        });
        LOG.warn("fenced by {}: {}", order.operationId(), order.reason());
    }

    /** Takes the release of it; the fence is held until all of that is done. */
    public void accept(AgentOrder.Release order, String issue) throws IOException {
        state.change(now -> now.fence().isPresent()
                ? now.with(now.fence()
                        .map(fence -> fence.releasedBy(new Release(
                                order.operationId(), issue, order.epoch().value()))))
                : now.noting(OutcomeNote.of(order.operationId(), issue, new Outcome.Applied("no fence was held"))));
    }

    /** What the newest look showed. */
    public Looked looked() {
        return last;
    }

    /** Puts the fence right, or takes it away if that is ordered; does nothing where there is none. */
    public void tend() throws IOException {
        var fence = state.now().fence();
        if (fence.isEmpty()) return;
        var release = fence.get().release();
        if (release.isPresent()) release(fence.get(), release.get());
        else hold(fence.get());
    }

    private void hold(Fence fence) throws IOException {
        // Remembered before they are stopped: afterwards nobody can tell which were running.
        var running = deeds.running();
        if (!fence.stopped().containsAll(running)) {
            var all = new ArrayList<>(fence.stopped());
            running.stream().filter(unit -> !all.contains(unit)).forEach(all::add);
            var next = state.change(now -> now.with(now.fence().map(held -> held.stopping(all))));
            if (next.fence().filter(held -> held.release().isEmpty()).isEmpty()) return;
        }
        var looked = deeds.assertFence(fence.reason());
        if (!looked.equals(last)) {
            if (looked.whole()) LOG.info("the fence holds: {}", looked.evidence());
            else LOG.error("the fence has a hole: {}", looked.evidence());
        }
        last = looked;
        var outcome = looked.whole()
                ? new Outcome.Applied(looked.evidence())
                : new Outcome.Unknown(Problem.passing(FaultCode.UNAVAILABLE, looked.evidence()));
        note(fence.operationId(), fence.issue(), outcome, false);
    }

    private void release(Fence fence, Release release) throws IOException {
        var looked = deeds.release(fence.stopped());
        last = looked;
        if (looked.whole()) {
            note(release.operationId(), release.issue(), new Outcome.Applied(looked.evidence()), true);
            LOG.warn("released by {}: {}", release.operationId(), looked.evidence());
        } else {
            var problem = Problem.passing(FaultCode.UNAVAILABLE, looked.evidence());
            note(release.operationId(), release.issue(), new Outcome.Unknown(problem), false);
            LOG.error("the fence is not away yet: {}", looked.evidence());
        }
    }

    private void note(String operationId, String issue, Outcome outcome, boolean over) throws IOException {
        state.change(now -> {
            var note = OutcomeNote.of(operationId, newest(now, operationId, issue), outcome);
            boolean known = now.outcome(operationId).filter(note::equals).isPresent();
            HostState noted = known ? now : now.noting(note);
            // A newer fence may have come while this one was taken away: then that one stands.
            boolean mine = now.fence()
                    .flatMap(Fence::release)
                    .filter(each -> each.operationId().equals(operationId))
                    .isPresent();
            return over && mine ? noted.with(Optional.empty()) : noted;
        });
    }

    /** The order may have been given again while it was carried out. */
    private static String newest(HostState now, String operationId, String otherwise) {
        var fence = now.fence();
        var held = fence.filter(each -> each.operationId().equals(operationId)).map(Fence::issue);
        return held.or(() -> fence.flatMap(Fence::release)
                        .filter(each -> each.operationId().equals(operationId))
                        .map(Release::issue))
                .orElse(otherwise);
    }
}
