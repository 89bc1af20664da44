package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.shop;
import static dev.leeward.simulator.check.Stage.topology;

import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.MaintenanceWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FailbacksKeepTheirWindowTest {
    private static Traces trace(String days, String from, String to) {
        var window = new MaintenanceWindow(
                Set.of(DayOfWeek.valueOf(days)),
                LocalTime.parse(from),
                LocalTime.parse(to),
                ZoneId.of("Europe/Berlin"));
        var policy = new FailbackPolicy(FailbackPolicy.Mode.AUTOMATIC, Duration.ofMinutes(15), Optional.of(window));
        return Traces.of(FailbacksKeepTheirWindow::new, topology(shop(FailoverPolicy.defaults(), policy)));
    }

    private static Traces failback(Traces trace) {
        return trace.run(1, RunKind.FAILBACK, WEST, EAST);
    }

    /** It is Sunday, 13:00 in Berlin, when traces begin. */
    @Test
    void within_the_window_holds() {
        failback(trace("SUNDAY", "13:00", "14:00")).holds();
    }

    @Test
    void at_its_end_breaks_it() {
        failback(trace("SUNDAY", "12:00", "13:00")).breaks("outside");
    }

    @Test
    void on_another_day_breaks_it() {
        failback(trace("MONDAY", "13:00", "14:00")).breaks("outside");
    }

    @Test
    void a_window_over_midnight_belongs_to_the_day_it_began() {
        failback(trace("SATURDAY", "22:00", "14:00")).holds();
        failback(trace("SUNDAY", "22:00", "14:00")).breaks("outside");
    }

    @Test
    void without_a_window_any_time_holds() {
        failback(Traces.of(FailbacksKeepTheirWindow::new)).holds();
    }

    @Test
    void a_person_may_override_it() {
        trace("MONDAY", "13:00", "14:00")
                .ordered(1, RunKind.FAILBACK, WEST, EAST, Rule.WINDOW_OPEN)
                .holds();
    }
}
