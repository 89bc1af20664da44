package dev.leeward.simulator.check;

import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.StepKind;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * S12, as to runs that come to nothing: they are not begun for ever, and none waits for ever.
 *
 * <p>Checked: of automatic runs of one kind that changed nothing at most {@value #MOST} begin within ten minutes; and no run
 * waits with a step that it has not begun, and that is no wait by itself, for more than a minute and a half for a region
 * that serves nobody all the while, unless a pause holds it or its node stood still.
 */
final class RunsAreNotBegunInVain extends Judge {
    private static final int MOST = 12;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private record Kind(ServiceName service, RunKind kind) {}

    private final Map<Kind, Deque<Instant>> vain = new HashMap<>();
    private final Map<RegionName, Instant> downSince = new HashMap<>();
    private final Map<ServiceName, Instant> lastMoves = new HashMap<>();
    private Instant disturbed = Instant.MIN;

    RunsAreNotBegunInVain(Consumer<Breach> out) {
        super("S12", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Became became -> {
                if (serves(became.condition())) downSince.remove(became.region());
                else downSince.putIfAbsent(became.region(), at);
            }
            case Happening.NodeStarted _,
                    Happening.NodeDied _,
                    Happening.NodeFroze _,
                    Happening.NodeThawed _,
                    Happening.Configured _ -> disturbed = at;
            case Happening.Fault fault when fault.sentence().startsWith("Journal") -> disturbed = at;
            case Happening.Appended appended -> {
                if (appended.entry().event() instanceof Event.OfService event)
                    appended(at, appended.entry().at(), event);
            }
            default -> {
                // Neither begins nor holds a run.
            }
        }
        scene.accounts().forEach(account -> account.open().ifPresent(run -> waits(at, account, run)));
    }

    private static boolean serves(Condition condition) {
        return condition.serves();
    }

    private void appended(Instant at, Instant nodeTime, Event.OfService event) {
        switch (event) {
            case Event.RunStarted _,
                    Event.StepStarted _,
                    Event.StepEnded _,
                    Event.StepWaived _,
                    Event.StepGivenUp _,
                    Event.Paused _,
                    Event.Resumed _ -> lastMoves.put(event.service(), at);
            case Event.RunEnded end ->
                scene.account(end.service()).run(end.run()).ifPresent(run -> ended(at, nodeTime, run));
            default -> {
                // No part of a run.
            }
        }
    }

    private void ended(Instant at, Instant nodeTime, Sortie run) {
        boolean moved = run.deeds(StepKind.STEER).stream().anyMatch(Sortie.Deed::mayHaveChanged);
        if (moved || !run.started().automatic() || !run.movesTraffic()) return;
        var ends = vain.computeIfAbsent(
                new Kind(run.started().service(), run.started().kind()), _ -> new ArrayDeque<>());
        while (!ends.isEmpty() && ends.getFirst().plus(WINDOW).isBefore(nodeTime)) ends.removeFirst();
        ends.addLast(nodeTime);
        if (ends.size() <= MOST) return;
        breach(at, "%s is one of %d that changed nothing, in %s", run.started().run(), ends.size(), WINDOW);
        ends.clear();
    }

    private void waits(Instant at, Account account, Sortie run) {
        var down = Optional.ofNullable(downSince.get(run.started().to()));
        if (down.isEmpty()
                || account.pause().isPresent()
                || !scene.running().values().stream().noneMatch(Scene.Running::frozen)) return;
        if (scene.running().size() != 1 || run.deeds().stream().anyMatch(Sortie.Deed::inFlight)) return;
        var since = latest(latest(down.get(), disturbed), lastMoves.getOrDefault(account.service(), Instant.MIN));
        if (!Drift.longer(since, at, PATIENCE)) return;
        breach(
                at,
                "%s waits since %s for %s, which is down",
                run.started().run(),
                since,
                run.started().to());
        disturbed = at;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
