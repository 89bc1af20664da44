package dev.leeward.simulator.check;

import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.service.MaintenanceWindow;
import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;

/**
 * S25: "scheduled actions run in their window or not at all."
 *
 * <p>Checked: a failback starts while the service's maintenance window is open, unless a person overrode just that by name.
 * By the node's clock, the only one that knows what day it is; a run that started may go on after the window closed. A
 * window that begins or ends within an hour that the local clock skips or repeats is read by that local clock.
 */
final class FailbacksKeepTheirWindow extends Judge {
    FailbacksKeepTheirWindow(Consumer<Breach> out) {
        super("S25", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (!(what instanceof Happening.Appended appended)) return;
        if (!(appended.entry().event() instanceof Event.RunStarted run)) return;
        if (run.kind() != RunKind.FAILBACK || run.overridden().contains(Rule.WINDOW_OPEN)) return;
        var window = scene.service(run.service())
                .flatMap(service -> service.failback().window());
        if (window.isEmpty() || open(window.get(), appended.entry().at())) return;
        breach(
                at,
                "failback %s starts at %s, outside of %s",
                run.run(),
                appended.entry().at(),
                window.get());
    }

    /** Whether a window that began today or yesterday, local time, is open. */
    private static boolean open(MaintenanceWindow window, Instant now) {
        var today = now.atZone(window.zone()).toLocalDate();
        return openFrom(today, window, now) || openFrom(today.minusDays(1), window, now);
    }

    private static boolean openFrom(LocalDate day, MaintenanceWindow window, Instant now) {
        if (!window.days().contains(day.getDayOfWeek())) return false;
        boolean overnight = !window.from().isBefore(window.to());
        var begin = day.atTime(window.from());
        var end = (overnight ? day.plusDays(1) : day).atTime(window.to());
        var local = now.atZone(window.zone()).toLocalDateTime();
        return !local.isBefore(begin) && local.isBefore(end);
    }
}
