package dev.leeward.measure.ssh;

import dev.leeward.config.MeasureSettings;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Performer;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.List;

/** Fences all hosts of a region where no agent runs, a few at the same time, and lets them go again. */
public final class SshFencePerformer implements Performer {
    private final MeasureSettings.SshFence settings;
    private final Hosts hosts;

    /** A performer that connects when it is asked to, and keeps no connection. */
    public SshFencePerformer(MeasureSettings.SshFence settings) {
        this.settings = settings;
        this.hosts = new Hosts(settings.hosts());
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        return hosts.preflight(limit, (host, end) -> new FencePreflight(settings).at(host, end));
    }

    @Override
    public Outcome perform(MeasureOrder order, Duration limit) {
        return hosts.perform(order, limit, end -> new HostFence(settings, order, end));
    }

    @Override
    public void close() {
        // Nothing is kept open.
    }
}
