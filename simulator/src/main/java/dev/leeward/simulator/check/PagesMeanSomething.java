package dev.leeward.simulator.check;

import dev.leeward.decision.Alarm;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Service;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * S26: "nobody is woken for nothing: a page follows sight, and is not raised again while nothing has changed."
 *
 * <p>Checked: that no region is ready is not said by a life that has just started before it has seen each of the others fail,
 * or has looked for {@code freshFor}; that the active region cannot be judged is not said before that has lasted for 10 s,
 * or {@code freshFor} where that is shorter; and no page is raised again unless there was another one or the journal shows in
 * between that something changed: a verdict (but for the time in which it was not known), a run or its steps, an order, a pause, a
 * configuration, what targets answer.
 */
final class PagesMeanSomething extends Judge {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Place(ServiceName service, RegionName region) {}

    /** A page, and how the regions stood then. */
    private record Raised(String key, Map<Place, Verdict> verdicts) {}

    private final Lookouts looks;
    private final Sight sight;
    private final Map<Place, Instant> unknownSince = new HashMap<>();
    private final Map<Place, Verdict> verdicts = new HashMap<>();
    private final Map<ServiceName, Raised> raised = new HashMap<>();
    private Instant mutedAt = Instant.MIN;
    private boolean starting;

    PagesMeanSomething(Consumer<Breach> out, Lookouts looks) {
        super("S26", out);
        this.looks = looks;
        this.sight = new Sight(looks);
    }

    @Override
    void before(Instant at, Happening what) {
        looks.see(at, what);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (isMute(what)) mutedAt = at;
        if (!(what instanceof Happening.Appended appended)) return;
        switch (appended.entry().event()) {
            case Event.AlarmRaised event
            when event.alarm().severity() == Alarm.Severity.PAGE ->
                raised(at, appended.life(), appended.entry().at(), event);
            case Event.VerdictChanged event -> {
                changed(event);
                if (event.to() == Verdict.UNKNOWN)
                    unknownSince.put(
                            new Place(event.service(), event.region()),
                            appended.entry().at());
            }
            case Event.ConfigurationApplied _ -> {
                if (!starting) raised.clear();
                starting = false;
            }
            case Event.NodeStarted _ -> starting = true;
            case Event.AlarmRaised _,
                    Event.AlarmCleared _,
                    Event.ApprovalAsked _,
                    Event.ApprovalLapsed _,
                    Event.OrderRefused _,
                    Event.WouldHaveMoved _,
                    Event.ShadowEnded _,
                    Event.ConfigurationRefused _,
                    Event.NoticeDelivered _ -> {
                // Follow from what is the case, or change nothing about a service.
            }
            case Event.OfService event -> raised.remove(event.service());
        }
    }

    /** Whether what a node knew by then may not stand in the journal yet. */
    private static boolean isMute(Happening what) {
        return what instanceof Happening.NodeThawed
                || (what instanceof Happening.Fault fault && fault.sentence().startsWith("Journal"));
    }

    /** Not to know for a while what was known, and to know the same again, is no news. */
    private void changed(Event.VerdictChanged event) {
        var place = new Place(event.service(), event.region());
        verdicts.put(place, event.to());
        var before = raised.get(event.service());
        if (before == null
                || event.to() == Verdict.UNKNOWN
                || event.to() == before.verdicts().get(place)) return;
        raised.remove(event.service());
    }

    private void raised(Instant at, Life life, Instant nodeTime, Event.AlarmRaised event) {
        var key = event.alarm().key();
        var before = raised.put(event.service(), new Raised(key, Map.copyOf(verdicts)));
        if (before != null && before.key().equals(key)) {
            breach(at, "%s is raised again, and nothing has changed since", key);
        }
        var service = scene.service(event.service()).orElse(null);
        var running = scene.running().get(life);
        var active = scene.account(event.service()).active();
        if (service == null || running == null || active.isEmpty()) return;
        if (key.equals("no-region-ready")) unready(at, life, service, active.get(), running.started());
        if (key.equals("active-unseen")) unseen(at, nodeTime, service, active.get(), running.started());
    }

    private void unready(Instant at, Life life, Service service, RegionName active, Instant started) {
        if (!Drift.shorter(started, at, service.detection().freshFor())) return;
        service.regions().stream()
                .filter(region -> !region.name().equals(active) && !sight.perhapsDown(life, region))
                .forEach(region ->
                        breach(at, "%s pages that no region is ready, and has not seen %s fail", life, region.name()));
    }

    private void unseen(Instant at, Instant nodeTime, Service service, RegionName active, Instant started) {
        var freshFor = service.detection().freshFor();
        var patience = freshFor.compareTo(PATIENCE) < 0 ? freshFor : PATIENCE;
        // What was known could not be written before.
        if (!Drift.longer(mutedAt, at, patience.plusSeconds(2))) return;
        var since = unknownSince.getOrDefault(new Place(service.name(), active), Instant.MIN);
        boolean early = since.isAfter(Instant.MIN) && nodeTime.isBefore(since.plus(patience));
        if (early || Drift.shorter(started, at, patience)) {
            breach(at, "somebody is woken because %s cannot be judged since %s", active, since);
        }
    }
}
