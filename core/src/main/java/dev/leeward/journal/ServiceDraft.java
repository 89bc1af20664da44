package dev.leeward.journal;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.Proposal;
import dev.leeward.decision.RunKind;
import dev.leeward.health.Verdict;
import dev.leeward.measure.StandingFence;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.TargetId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A {@link ServiceState} being changed by one event. */
final class ServiceDraft {
    private final ServiceState before;
    Optional<RegionName> active;
    Epoch epoch;
    Optional<RunbookRun> run;
    final List<RunbookRun> past;
    Optional<ServiceState.Pause> pause;
    Optional<ServiceState.Asked> asked;
    Optional<Proposal> shadow;
    final Map<RegionName, Verdict> verdicts;
    final Map<String, Alarm> alarms;
    final Map<TargetId, String> drift;
    final List<String> broughtIn;
    final List<StandingFence> fences;

    ServiceDraft(ServiceState before) {
        this.before = before;
        active = before.active();
        epoch = before.epoch();
        run = before.run();
        past = new ArrayList<>(before.past());
        pause = before.pause();
        asked = before.asked();
        shadow = before.shadow();
        verdicts = new HashMap<>(before.verdicts());
        alarms = new HashMap<>(before.alarms());
        drift = new HashMap<>(before.drift());
        broughtIn = new ArrayList<>(before.broughtIn());
        fences = new ArrayList<>(before.fences());
    }

    ServiceState freeze() {
        while (past.size() > ServiceState.PAST_RUNS) past.remove(leastTelling());
        while (broughtIn.size() > ServiceState.BROUGHT_IN) broughtIn.removeFirst();
        return new ServiceState(
                before.service(),
                active,
                epoch,
                run,
                past,
                pause,
                asked,
                shadow,
                verdicts,
                alarms,
                drift,
                broughtIn,
                fences);
    }

    /**
     * Which run goes first: an attempt at a TTL that a later one came after, then one that moved nothing. Many of either must
     * not push out the moves that the budget counts, nor the last move, settling and release, which alarms may be about.
     */
    private int leastTelling() {
        int lastSettle = last(run -> run.kind() == RunKind.SETTLE);
        for (int i = 0; i < lastSettle; i++) {
            if (past.get(i).kind() == RunKind.SETTLE) return i;
        }
        int lastMove = last(run -> run.kind().movesTraffic());
        int lastRelease = last(run -> run.kind() == RunKind.RELEASE);
        var told = List.of(lastMove, lastSettle, lastRelease);
        for (int i = 0; i < past.size() / 2; i++) {
            if (!past.get(i).mayHaveMoved() && !told.contains(i)) return i;
        }
        int oldest = 0;
        while (told.contains(oldest)) oldest++;
        return oldest;
    }

    private int last(Predicate<RunbookRun> is) {
        for (int i = past.size() - 1; i >= 0; i--) {
            if (is.test(past.get(i))) return i;
        }
        return -1;
    }
}
