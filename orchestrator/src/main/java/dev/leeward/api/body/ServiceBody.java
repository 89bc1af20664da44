package dev.leeward.api.body;

import dev.leeward.control.ServiceView;
import dev.leeward.decision.Proposal;
import dev.leeward.journal.ServiceState;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.steering.TargetId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One service as it stands.
 *
 * @param at when it stood so
 * @param active the region that carries its traffic, once that is known
 * @param home the region that traffic comes back to
 * @param failover who decides on a failover: automatic, approval, manual or shadow
 * @param failback who decides on a failback: automatic, approval or manual
 * @param epoch of the latest run
 * @param run the run under way
 * @param lastRun the newest run that ended
 * @param proposal the move that waits for a person
 * @param shadow in shadow mode, the move that would have been made
 * @param alarms what a person must know
 * @param drift targets that answer what they were not told to
 */
public record ServiceBody(
        String name,
        Instant at,
        Optional<String> active,
        String home,
        String failover,
        String failback,
        long epoch,
        List<String> targets,
        List<RegionBody> regions,
        DecisionBody decision,
        Optional<RunBody> run,
        Optional<RunBody> lastRun,
        Optional<Pause> pause,
        Optional<Move> proposal,
        Optional<Move> shadow,
        List<Alarm> alarms,
        List<Drift> drift) {

    /** Automatic effects are stopped: by whom, until when, why. */
    public record Pause(String by, Instant until, String why) {}

    /**
     * A move that was not made.
     *
     * @param kind failover, switchover, failback or settle
     * @param since when it was proposed
     */
    public record Move(String kind, String from, String to, Optional<Instant> since) {
        static Move of(Proposal proposal, Optional<Instant> since) {
            return new Move(
                    Names.of(proposal.kind()),
                    proposal.from().value(),
                    proposal.to().value(),
                    since);
        }
    }

    /**
     * Something a person must know.
     *
     * @param severity page or notice
     */
    public record Alarm(String key, String severity, String sentence) {}

    /** A target that answers {@code seen}, which it was not told to. */
    public record Drift(String target, String seen) {}

    /** The outside shape of {@code view}. */
    public static ServiceBody of(ServiceView view) {
        var service = view.service();
        var state = view.state();
        return new ServiceBody(
                service.name().value(),
                view.at(),
                state.active().map(RegionName::value),
                service.home().name().value(),
                Names.of(service.failover().mode()),
                Names.of(service.failback().mode()),
                state.epoch().value(),
                service.targets().stream().map(TargetId::value).toList(),
                RegionBody.of(view),
                DecisionBody.of(view.decision()),
                state.run().map(RunBody::of),
                lastRun(state).map(RunBody::of),
                state.pause().map(pause -> new Pause(pause.by(), pause.until(), pause.why())),
                state.asked().map(asked -> Move.of(asked.proposal(), Optional.of(asked.since()))),
                state.shadow().map(proposal -> Move.of(proposal, Optional.empty())),
                alarms(state),
                drift(state));
    }

    private static Optional<RunbookRun> lastRun(ServiceState state) {
        return state.past().isEmpty()
                ? Optional.empty()
                : Optional.of(state.past().getLast());
    }

    private static List<Alarm> alarms(ServiceState state) {
        return state.alarms().values().stream()
                .map(alarm -> new Alarm(alarm.key(), Names.of(alarm.severity()), alarm.sentence()))
                .sorted(Comparator.comparing(Alarm::key))
                .toList();
    }

    private static List<Drift> drift(ServiceState state) {
        return state.drift().entrySet().stream()
                .map(seen -> new Drift(seen.getKey().value(), seen.getValue()))
                .sorted(Comparator.comparing(Drift::target))
                .toList();
    }
}
