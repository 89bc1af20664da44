package dev.leeward.control;

import dev.leeward.journal.Event;
import dev.leeward.journal.Projection;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Topology;
import dev.leeward.steering.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a journal begins that a person opens to move one service without the shared journal: from what a copy knows, with
 * everything paused that would act by itself, and above every epoch that the shared journal can have reached.
 */
public final class BreakingGlass {
    /** So many runs the shared journal may have seen that the copy knows nothing of. */
    private static final long MOST_UNSEEN_RUNS = 1_000;

    private BreakingGlass() {}

    /** Who breaks it, for what, and what the copy is worth. */
    public record Glass(ServiceName service, String by, String why, long copySequence, Optional<Instant> copyAsOf) {}

    /**
     * The epoch from which the runs of this journal count: at least {@value #MOST_UNSEEN_RUNS} above {@code known}, and a round
     * number, so that it is seen at the target where it comes from.
     */
    public static Epoch above(Epoch known) {
        return new Epoch((known.value() / MOST_UNSEEN_RUNS + 2) * MOST_UNSEEN_RUNS);
    }

    /** What is to be appended first, the glass before all else. Runs that were under way end here: whoever leads elsewhere may be carrying them on. */
    public static List<Event> events(Glass glass, Topology topology, Projection known, Epoch epoch, Instant now) {
        var events = new ArrayList<Event>();
        events.add(new Event.GlassBroken(
                glass.service(), glass.by(), glass.why(), epoch, glass.copySequence(), glass.copyAsOf()));
        var until = now.plus(Duration.ofDays(7));
        var why = "the glass was broken for " + glass.service() + ": nothing here acts by itself";
        for (var service : topology.services()) {
            events.add(new Event.Paused(service.name(), glass.by(), until, why));
            known.of(service.name()).run().ifPresent(run -> events.add(RunReport.superseded(service.name(), run, why)));
        }
        return events;
    }
}
