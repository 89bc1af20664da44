package dev.leeward.simulator.check;

import dev.leeward.decision.Alarm;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunId;
import dev.leeward.simulator.trace.Life;
import dev.leeward.steering.TargetId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the journal says of one service, read by checkers in their own way: runs, pauses, alarms, drift. */
final class Account {
    /** How many runs are remembered; late calls of older ones are not known any more. */
    static final int RUNS = 200;

    private final ServiceName service;
    private final Deque<Sortie> runs = new ArrayDeque<>();
    private final Map<RunId, Sortie> byId = new HashMap<>();
    private final Map<String, Sortie.Deed> deeds = new HashMap<>();
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();
    private final Map<TargetId, Event.DriftSeen> drift = new LinkedHashMap<>();
    private Optional<Event.Paused> pause = Optional.empty();
    private Optional<RegionName> active = Optional.empty();

    Account(ServiceName service) {
        this.service = service;
    }

    void book(Instant at, Life life, Instant nodeTime, Event.OfService event) {
        switch (event) {
            case Event.RunStarted e -> start(at, life, nodeTime, e);
            case Event.StepStarted e -> deed(e.run(), e.step().value()).ifPresent(d -> d.start(at, life, nodeTime, e));
            case Event.StepEnded e -> deed(e.run(), e.step().value()).ifPresent(d -> d.end(e));
            case Event.StepWaived e -> deed(e.run(), e.step().value()).ifPresent(Sortie.Deed::giveUp);
            case Event.StepGivenUp e -> deed(e.run(), e.step().value()).ifPresent(Sortie.Deed::giveUp);
            case Event.TakingBack e -> run(e.run()).ifPresent(run -> takeBack(run, e));
            case Event.RunEnded e -> run(e.run()).ifPresent(run -> end(run, at, life, nodeTime, e));
            case Event.ActiveAdopted e -> active = Optional.of(e.region());
            case Event.BroughtIn e -> active = e.active();
            case Event.Paused e -> pause = Optional.of(e);
            case Event.Resumed _ -> pause = Optional.empty();
            case Event.AlarmRaised e -> alarms.put(e.alarm().key(), e.alarm());
            case Event.AlarmCleared e -> alarms.remove(e.key());
            case Event.DriftSeen e -> drift.put(e.target(), e);
            case Event.DriftGone e -> drift.remove(e.target());
            case Event.VerdictChanged _,
                    Event.OrderAccepted _,
                    Event.OrderRefused _,
                    Event.ApprovalAsked _,
                    Event.ApprovalLapsed _,
                    Event.WouldHaveMoved _,
                    Event.ShadowEnded _,
                    Event.GlassBroken _ -> {
                // Says nothing about where things stand.
            }
        }
    }

    private void start(Instant at, Life life, Instant nodeTime, Event.RunStarted event) {
        var run = new Sortie(event, at, life, nodeTime);
        runs.addLast(run);
        byId.put(event.run(), run);
        run.deeds().forEach(deed -> deeds.put(deed.operation(), deed));
        while (runs.size() > RUNS) forget(runs.removeFirst());
    }

    private void forget(Sortie run) {
        byId.remove(run.started().run(), run);
        run.deeds().forEach(deed -> deeds.remove(deed.operation(), deed));
    }

    private void takeBack(Sortie run, Event.TakingBack event) {
        run.takeBack(event).forEach(deed -> deeds.put(deed.operation(), deed));
    }

    private void end(Sortie run, Instant at, Life life, Instant nodeTime, Event.RunEnded event) {
        run.end(at, life, nodeTime, event.ending());
        if (!run.movesTraffic()) return;
        if (event.ending() == Ending.SUCCEEDED)
            active = Optional.of(run.started().to());
        // Where a move ended half way, only the targets can say where traffic is.
        if (event.ending() == Ending.INCOMPLETE) active = Optional.empty();
    }

    /** A node took over: nobody knows what became of attempts in flight. */
    void crash() {
        open().ifPresent(run -> run.deeds().forEach(Sortie.Deed::crash));
    }

    ServiceName service() {
        return service;
    }

    /** The run of that id, unless it is forgotten. */
    Optional<Sortie> run(RunId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The step that calls name by {@code operation}, unless its run is forgotten. */
    Optional<Sortie.Deed> deed(String operation) {
        return Optional.ofNullable(deeds.get(operation));
    }

    /** A step by its name within its run. */
    Optional<Sortie.Deed> deed(RunId run, String step) {
        return deed(run.value() + "/" + step);
    }

    /** The newest run that has not ended. */
    Optional<Sortie> open() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast()).filter(run -> !run.ended());
    }

    /** Runs, oldest first, as far as they are remembered. */
    Deque<Sortie> runs() {
        return runs;
    }

    /** The region that the journal says carries traffic; empty after a move that ended half way. */
    Optional<RegionName> active() {
        return active;
    }

    /** The pause that stands. */
    Optional<Event.Paused> pause() {
        return pause;
    }

    /** Open alarms. */
    Map<String, Alarm> alarms() {
        return alarms;
    }

    /** Targets that were reported to answer what they were not told to. */
    Map<TargetId, Event.DriftSeen> drift() {
        return drift;
    }
}
