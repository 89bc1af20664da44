package dev.leeward.probe;

import java.util.List;

/** What one look showed. */
public sealed interface Sighting {
    /** Where the time went. */
    PhaseTimings timings();

    /** Everything expected was there. Warnings (a certificate that ends soon) do not make it less healthy. */
    record Healthy(PhaseTimings timings, List<String> warnings) implements Sighting {
        public Healthy {
            warnings = List.copyOf(warnings);
        }
    }

    /** The target is at fault, as far as this look can tell. */
    record Failing(FailureKind kind, String detail, PhaseTimings timings) implements Sighting {}

    /** The observer could not look (no socket, no program, its own resolver failed): says nothing about the target. */
    record Inconclusive(String why, PhaseTimings timings) implements Sighting {}
}
