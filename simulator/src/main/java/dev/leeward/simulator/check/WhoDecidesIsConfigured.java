package dev.leeward.simulator.check;

import dev.leeward.decision.Order;
import dev.leeward.decision.Proposal;
import dev.leeward.decision.RunKind;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.simulator.trace.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * S15, as to who decides: "human order beats automation", and where the configuration leaves it to a person, nothing moves
 * without one.
 *
 * <p>Checked: a failover starts by itself only where the mode says automatic, and a switchover never does; an approval starts
 * the very move that stood for approval, and there was one; and a failover does not stand for approval any more five seconds
 * after the region that it would leave was called healthy. Failbacks by themselves are S9's.
 */
final class WhoDecidesIsConfigured extends Judge {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private record Place(ServiceName service, RegionName region) {}

    private final Map<ServiceName, Proposal> asked = new HashMap<>();
    private final Map<ServiceName, Optional<Proposal>> approved = new HashMap<>();
    private final Map<Place, Instant> healthySince = new HashMap<>();
    private boolean starting;
    private boolean changing;

    WhoDecidesIsConfigured(Consumer<Breach> out) {
        super("S15", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (what instanceof Happening.Configured) changing = false;
        if (!(what instanceof Happening.Appended appended)) return;
        if (!(appended.entry().event() instanceof Event.OfService event)) {
            configuring(appended.entry().event());
            return;
        }
        switch (event) {
            case Event.ApprovalAsked e -> asked.put(e.service(), e.proposal());
            case Event.ApprovalLapsed e -> asked.remove(e.service());
            case Event.OrderAccepted e -> {
                approved.remove(e.service());
                if (e.order() instanceof Order.Approve)
                    approved.put(e.service(), Optional.ofNullable(asked.get(e.service())));
            }
            case Event.RunStarted e -> started(at, e);
            case Event.VerdictChanged e -> {
                var place = new Place(e.service(), e.region());
                if (e.to() == Verdict.HEALTHY)
                    healthySince.put(place, appended.entry().at());
                else healthySince.remove(place);
            }
            default -> {
                // Decides nothing.
            }
        }
        stale(at, appended.entry().at(), event.service());
    }

    /** A reload and what it leads to are appended together, before anybody is told that it is in force. */
    private void configuring(Event event) {
        if (event instanceof Event.ConfigurationApplied && !starting) changing = true;
        starting = event instanceof Event.NodeStarted;
    }

    private void started(Instant at, Event.RunStarted run) {
        asked.remove(run.service());
        var approval = approved.remove(run.service());
        if (run.automatic()) {
            byItself(at, run);
        } else if (approval != null) {
            if (approval.filter(proposal -> isOf(run, proposal)).isEmpty()) {
                var what = approval.map(Proposal::toString).orElse("nothing");
                breach(at, "%s is a %s, and what stood for approval was %s", run.run(), run.kind(), what);
            }
        }
    }

    private static boolean isOf(Event.RunStarted run, Proposal proposal) {
        return proposal.kind() == run.kind()
                && proposal.from().equals(run.from())
                && proposal.to().equals(run.to());
    }

    private void byItself(Instant at, Event.RunStarted run) {
        if (run.kind() == RunKind.SWITCHOVER) breach(at, "switchover %s starts by itself", run.run());
        if (run.kind() != RunKind.FAILOVER || changing) return;
        scene.service(run.service())
                .map(service -> service.failover().mode())
                .filter(mode -> mode != FailoverPolicy.Mode.AUTOMATIC)
                .ifPresent(mode -> breach(at, "failover %s starts by itself, and the mode is %s", run.run(), mode));
    }

    private void stale(Instant at, Instant nodeTime, ServiceName service) {
        var proposal = asked.get(service);
        if (proposal == null || proposal.kind() != RunKind.FAILOVER) return;
        var since = healthySince.get(new Place(service, proposal.from()));
        if (since == null || !nodeTime.isAfter(since.plus(GRACE))) return;
        breach(at, "the %s still stands for approval, and %s is healthy since %s", proposal, proposal.from(), since);
        asked.remove(service);
    }
}
