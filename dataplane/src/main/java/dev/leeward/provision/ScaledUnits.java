package dev.leeward.provision;

import java.util.Comparator;
import java.util.Optional;

/**
 * Units of a table, or of one of its indexes, that may be scaled by themselves.
 *
 * @param index empty: the table itself
 */
public record ScaledUnits(Optional<String> index, boolean isWrite) implements Comparable<ScaledUnits> {
    private static final Comparator<ScaledUnits> ORDER = Comparator.comparing(
                    (ScaledUnits units) -> units.index().orElse(""))
            .thenComparing(ScaledUnits::isWrite);

    @Override
    public int compareTo(ScaledUnits other) {
        return ORDER.compare(this, other);
    }

    /** {@code write units of by-state}. */
    public String words() {
        return (isWrite ? "write units" : "read units")
                + index.map(name -> " of " + name).orElse("");
    }
}
