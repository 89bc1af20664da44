package dev.leeward.control;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.Decision;
import dev.leeward.decision.RunKind;
import dev.leeward.decision.Words;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Event;
import dev.leeward.journal.ServiceState;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunDriver;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepProgress;
import dev.leeward.runbook.StepState;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a person must know now, derived from the state; each alarm is raised once and cleared once (S7, L3). */
final class Alarms {
    private Alarms() {}

    /** The events that bring the open alarms of {@code state} in line with what is the case. */
    static List<Event> changes(ServiceState state, Decision decision, Timers timers, Instant now) {
        var due = due(state, decision, timers, now).stream()
                .collect(Collectors.toMap(Alarm::key, Function.identity(), (first, _) -> first, LinkedHashMap::new));
        var changes = new ArrayList<Event>();
        due.values().stream()
                .filter(alarm -> !isRaised(state, alarm))
                .map(alarm -> new Event.AlarmRaised(state.service(), alarm))
                .forEach(changes::add);
        state.alarms().keySet().stream()
                .filter(key -> !due.containsKey(key))
                .map(key -> new Event.AlarmCleared(state.service(), key))
                .forEach(changes::add);
        return changes;
    }

    private static boolean isRaised(ServiceState state, Alarm alarm) {
        return state.alarms().containsKey(alarm.key());
    }

    private static List<Alarm> due(ServiceState state, Decision decision, Timers timers, Instant now) {
        var due = new ArrayList<Alarm>();
        fromDecision(decision).ifPresent(due::add);
        state.run().flatMap(run -> slow(run, timers, now)).ifPresent(due::add);
        pausedRun(state).ifPresent(due::add);
        lastMoveFailed(state).ifPresent(due::add);
        ttlNotRestored(state).ifPresent(due::add);
        state.run().flatMap(run -> asks(state, run)).ifPresent(due::add);
        fencedOff(state).ifPresent(due::add);
        due.addAll(waived(state));
        for (var drift : state.drift().entrySet()) due.add(drifted(drift));
        return due;
    }

    private static Optional<Alarm> fromDecision(Decision decision) {
        return switch (decision) {
            case Decision.Hold hold -> hold.alarm();
            case Decision.AskHuman ask -> Optional.of(ask.alarm());
            case Decision.FailOver _,
                    Decision.SwitchOver _,
                    Decision.FailBack _,
                    Decision.Settle _,
                    Decision.Release _ -> Optional.empty();
        };
    }

    private static Optional<Alarm> slow(RunbookRun run, Timers timers, Instant now) {
        return run.steps().stream()
                .filter(p -> !p.state().ended() && !p.step().kind().waits())
                .filter(p -> p.state() != StepState.WAITING)
                .filter(p -> p.firstStartedAt()
                        .filter(at -> at.plus(timers.slowRun()).isBefore(now))
                        .isPresent())
                .findFirst()
                .map(p -> new Alarm(
                        "run-slow",
                        Alarm.Severity.PAGE,
                        "Run %s has been trying %s for %s; %d attempts so far."
                                .formatted(
                                        run.id(),
                                        p.step().id(),
                                        Words.of(Duration.between(
                                                p.firstStartedAt().orElse(now), now)),
                                        p.attempts())));
    }

    private static Optional<Alarm> pausedRun(ServiceState state) {
        boolean waits = state.run().filter(RunbookRun::automatic).isPresent()
                && state.pause().isPresent();
        if (!waits) return Optional.empty();
        var sentence = "%s was paused while a run is under way: it waits half done.".formatted(state.service());
        return Optional.of(new Alarm("run-paused", Alarm.Severity.PAGE, sentence));
    }

    /** Whether it was told before stays as it is while another move is under way: that one may mend it. */
    private static Optional<Alarm> lastMoveFailed(ServiceState state) {
        boolean moving = state.run().filter(run -> run.kind().movesTraffic()).isPresent();
        if (moving && !state.alarms().containsKey("last-move-failed")) return Optional.empty();
        return state.past().reversed().stream()
                .filter(run -> run.kind().movesTraffic())
                .findFirst()
                .filter(run -> run.ending().filter(e -> e != Ending.SUCCEEDED).isPresent())
                .map(run -> new Alarm(
                        "last-move-failed",
                        Alarm.Severity.PAGE,
                        "The %s %s from %s to %s ended %s: look at `leeward status`."
                                .formatted(
                                        Words.of(run.kind()),
                                        run.id(),
                                        run.from(),
                                        run.to(),
                                        run.ending().map(Words::of).orElse("open"))));
    }

    /** Short TTLs cost a little more and nothing else: it can wait for the morning, and is tried again in a while. */
    private static Optional<Alarm> ttlNotRestored(ServiceState state) {
        return state.past().reversed().stream()
                .filter(run -> run.kind() == RunKind.SETTLE)
                .findFirst()
                .filter(run -> !RunReport.isSettled(run))
                .filter(run -> run.ending().filter(Ending.INCOMPLETE::equals).isPresent())
                .map(run -> new Alarm(
                        "ttl-not-restored",
                        Alarm.Severity.NOTICE,
                        "Run %s could not restore the everyday TTL everywhere; it is tried again."
                                .formatted(run.id())));
    }

    private static Optional<Alarm> asks(ServiceState state, RunbookRun run) {
        return RunDriver.asking(run)
                .map(step -> new Alarm(
                        "run-asks",
                        Alarm.Severity.PAGE,
                        "Run %s could not do %s (%s) and waits: `leeward proceed %s` lets it go on without, with --give-up it ends."
                                .formatted(
                                        run.id(),
                                        step.step().id(),
                                        step.problem().map(Problem::sentence).orElse("not done"),
                                        state.service())));
    }

    /** While a run is under way it may be just about to take the fence down. */
    private static Optional<Alarm> fencedOff(ServiceState state) {
        boolean tried = state.past().stream().anyMatch(run -> run.kind() == RunKind.RELEASE);
        boolean moving = state.run().filter(run -> run.kind().movesTraffic()).isPresent();
        if (!state.fencedOff() || !tried || moving) return Optional.empty();
        var sentence =
                "%s carries the traffic and is fenced: applications cannot write there, and the fence could not be taken down."
                        .formatted(state.active().map(RegionName::value).orElse("the active region"));
        return Optional.of(new Alarm("active-fenced", Alarm.Severity.PAGE, sentence));
    }

    /** What the last move went on without, until there is another. */
    private static List<Alarm> waived(ServiceState state) {
        return state.past().reversed().stream()
                .filter(run -> run.kind().movesTraffic())
                .findFirst()
                .map(run -> run.steps().stream()
                        .filter(p -> p.state() == StepState.WAIVED)
                        .map(p -> waived(run, p))
                        .toList())
                .orElse(List.of());
    }

    private static Alarm waived(RunbookRun run, StepProgress step) {
        boolean fence = step.step().kind() == StepKind.FENCE;
        var why = step.problem().map(Problem::sentence).orElse("not done");
        var sentence = fence
                ? "%s is not fenced (%s): whoever still runs there may write what is lost.".formatted(run.from(), why)
                : "The %s %s went on without %s: %s."
                        .formatted(Words.of(run.kind()), run.id(), step.step().id(), why);
        var key = (fence ? "not-fenced:" : "not-done:")
                + step.step()
                        .measure()
                        .map(m -> m.id().value())
                        .orElse(step.step().id().value());
        return new Alarm(key, fence ? Alarm.Severity.PAGE : Alarm.Severity.NOTICE, sentence);
    }

    private static Alarm drifted(Map.Entry<TargetId, String> drift) {
        return new Alarm(
                "drift:" + drift.getKey(),
                Alarm.Severity.NOTICE,
                "%s %s, which is not what Leeward set; it is left alone.".formatted(drift.getKey(), drift.getValue()));
    }
}
