package dev.leeward.declared;

/** How a table is paid for. */
public sealed interface Billing {
    /** By request. */
    record OnDemand() implements Billing {}

    /** By what it could do; each index can do as much as the table. */
    record Provisioned(Capacity read, Capacity write) implements Billing {}

    /**
     * Units per second.
     *
     * @param least below this it never goes
     * @param most above this it never goes; the same as {@code least}: it is fixed
     * @param target at which percentage of use it is scaled
     */
    record Capacity(int least, int most, int target) {
        public Capacity {
            if (least < 1 || most < least) throw new IllegalArgumentException(least + " to " + most + " units");
            if (target < 20 || target > 90) throw new IllegalArgumentException("target of " + target + " percent");
        }

        /** Capacity that nothing scales. */
        public static Capacity fixed(int units) {
            return new Capacity(units, units, 70);
        }

        /** Whether it is scaled. */
        public boolean scales() {
            return most > least;
        }
    }
}
