package dev.leeward.agent;

import dev.leeward.agent.fence.FenceDeeds.Looked;
import dev.leeward.agent.health.HostHealth;
import dev.leeward.agent.state.HostState;
import dev.leeward.agent.state.StateFile;
import dev.leeward.agents.AgentReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What orchestrators are told: all of it every time, so that no report that is lost matters. */
final class Reports implements Supplier<AgentReport> {
    private final String version;
    private final StateFile state;
    private final HostHealth health;
    private final Supplier<Looked> fence;
    private final InstantSource clock;

    Reports(String version, StateFile state, HostHealth health, Supplier<Looked> fence, InstantSource clock) {
        this.version = version;
        this.state = state;
        this.health = health;
        this.fence = fence;
        this.clock = clock;
    }

    @Override
    public AgentReport get() {
        var now = state.now();
        var verdict = health.now();
        return new AgentReport(
                version,
                now.epoch(),
                new AgentReport.HostHealth(verdict.serves(), verdict.sentence()),
                now.fence().map(this::held),
                now.settings()
                        .map(each -> new AgentReport.HeldSettings(
                                each.operationId(), each.epoch(), secondsSince(each.since()))),
                now.outcomes());
    }

    private AgentReport.HeldFence held(HostState.Fence held) {
        var looked = fence.get();
        return new AgentReport.HeldFence(
                held.operationId(),
                held.epoch(),
                held.reason(),
                looked.whole(),
                looked.evidence(),
                secondsSince(held.since()));
    }

    private long secondsSince(long then) {
        return Math.max(0, Duration.ofMillis(clock.millis() - then).toSeconds());
    }
}
