package dev.leeward.provision;

import dev.leeward.declared.Billing.Capacity;

/**
 * Between what units per second are scaled.
 *
 * @param target at which percentage of use; 0: there are bounds, and nothing that scales between them
 */
public record ScalingBounds(int least, int most, int target) {
    /** Those that are declared. */
    static ScalingBounds of(Capacity capacity) {
        return new ScalingBounds(capacity.least(), capacity.most(), capacity.target());
    }

    /** {@code from 5 to 50 at 70 %}. */
    public String words() {
        return "from " + least + " to " + most + " at " + target + " %";
    }
}
