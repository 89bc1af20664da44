package dev.leeward.measure.ssh;

import dev.leeward.config.MeasureSettings;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Performer;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.List;

/** Puts settings into force on all hosts of a region, a few at the same time. */
public final class SshPerformer implements Performer {
    private final MeasureSettings.BySsh settings;
    private final Hosts hosts;

    /** A performer that connects when it is asked to, and keeps no connection. */
    public SshPerformer(MeasureSettings.BySsh settings) {
        this.settings = settings;
        this.hosts = new Hosts(settings.hosts());
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        return hosts.preflight(limit, (host, end) -> new HostPreflight(settings).at(host, end));
    }

    @Override
    public Outcome perform(MeasureOrder order, Duration limit) {
        if (order.way() == MeasureOrder.Way.TAKE_BACK) {
            return new Outcome.Untouched(Problem.lasting(
                    FaultCode.MISCONFIGURED, order.measure() + " stays: the settings are those of their region"));
        }
        return hosts.perform(order, limit, end -> new HostSettings(settings, order, end));
    }

    @Override
    public void close() {
        // Nothing is kept open.
    }
}
