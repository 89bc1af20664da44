package dev.leeward.runbook;

import dev.leeward.region.ServiceName;
import dev.leeward.steering.Epoch;

/** Names one run: {@code shop-7}, the service and the epoch that the run brought. */
public record RunId(String value) {
    /** The id of the run that brings {@code epoch} to {@code service}. */
    public static RunId of(ServiceName service, Epoch epoch) {
        return new RunId(service + "-" + epoch);
    }

    @Override
    public String toString() {
        return value;
    }
}
