package dev.leeward.simulator.check;

import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * S22: "safety is independent of wall-clock skew/jumps; only bounded drift on monotonic time is assumed."
 *
 * <p>Checked here: the journal's time never goes back, over restarts and from node to node. The rest is in the other checkers,
 * which compare in true time and allow nodes one percent of drift (S5, S6, S8, S9), whatever their clocks show.
 */
final class JournalTimeNeverGoesBack extends Judge {
    private Instant last = Instant.MIN;

    JournalTimeNeverGoesBack(Consumer<Breach> out) {
        super("S22", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (!(what instanceof Happening.Appended appended)) return;
        var entry = appended.entry();
        if (entry.at().isBefore(last))
            breach(at, "entry %d is of %s, after one of %s", entry.sequence(), entry.at(), last);
        last = entry.at();
    }
}
