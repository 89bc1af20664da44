package dev.leeward.simulator.check;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.StepKind;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * L3: "no plan, pause or block is silent beyond its deadline: someone is paged."
 *
 * <p>Checked: while a step other than a wait makes no progress for more than a minute, an automatic run waits half done
 * because of a pause, a pause is over and stands nonetheless, or the newest move or the newest attempt at the everyday TTL
 * failed, no life writes about that service at two moments without
 * having raised the alarm (or ended the pause) by the second: whoever can write can page. And in each {@link Outages outage}
 * in which nothing else goes wrong but automation is not free to act, or no region is well, somebody is paged by the
 * deadline, unless the service is only rehearsed. No pause is for longer than a week.
 *
 * <p>Assumed: the loop's everyday rhythm. Not covered: a node that cannot write cannot page either.
 */
final class NothingIsSilent extends Judge {
    private static final Duration SLOW = Duration.ofSeconds(60);
    private static final Set<StepKind> WAITS = Set.of(StepKind.DRAIN, StepKind.CATCH_UP);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(7);

    /** A life that wrote while something was due that it had not told of. */
    private record Silence(Life life, Instant nodeTime, String about) {}

    private final Outages outages = new Outages(scene);
    private final Map<ServiceName, Silence> silences = new HashMap<>();

    NothingIsSilent(Consumer<Breach> out) {
        super("L3", out);
    }

    @Override
    void before(Instant at, Happening what) {
        overdue(at);
    }

    @Override
    void judge(Instant at, Happening what) {
        outages.see(at, what);
        if (!(what instanceof Happening.Appended appended)) return;
        if (appended.entry().event() instanceof Event.Paused pause
                && pause.until().isAfter(appended.entry().at().plus(LONGEST_PAUSE))) {
            breach(at, "%s is paused until %s, which nobody will remember", pause.service(), pause.until());
        }
        if (!(appended.entry().event() instanceof Event.OfService event)) return;
        var nodeTime = appended.entry().at();
        var due = due(scene.account(event.service()), nodeTime);
        var before = silences.get(event.service());
        if (due.isEmpty()) {
            silences.remove(event.service());
        } else if (before == null
                || !before.life().equals(appended.life())
                || !before.about().equals(due.get())) {
            silences.put(event.service(), new Silence(appended.life(), nodeTime, due.get()));
        } else if (nodeTime.isAfter(before.nodeTime())) {
            breach(at, "%s since %s, and nobody is told: %s", due.get(), before.nodeTime(), event.service());
            silences.remove(event.service());
        }
    }

    /** What somebody should have been told of by now and was not. */
    private static Optional<String> due(Account account, Instant nodeTime) {
        var run = account.open();
        boolean slow = run.filter(r -> isSlow(r, nodeTime)).isPresent();
        if (slow && !account.alarms().containsKey("run-slow")) return Optional.of("a run makes no progress");
        var pause = account.pause();
        boolean halfDone = run.filter(r -> r.started().automatic()).isPresent() && pause.isPresent();
        if (halfDone && !account.alarms().containsKey("run-paused")) return Optional.of("a run waits for a pause");
        return pause.filter(p -> nodeTime.isAfter(p.until().plus(GRACE)))
                .map(_ -> "a pause is over and stands")
                .or(() -> failure(account));
    }

    /** What the newest run left to be told of, once none is under way that may mend it. */
    private static Optional<String> failure(Account account) {
        if (account.open().isPresent()) return Optional.empty();
        var move = newest(account, true).filter(run -> run.ending().orElse(null) != Ending.SUCCEEDED);
        if (move.isPresent() && !account.alarms().containsKey("last-move-failed")) return Optional.of("a move failed");
        var settle = newest(account, false).filter(run -> run.ending().orElse(null) == Ending.INCOMPLETE);
        return settle.filter(_ -> !account.alarms().containsKey("ttl-not-restored"))
                .map(_ -> "the everyday TTL could not be restored");
    }

    private static Optional<Sortie> newest(Account account, boolean moves) {
        return account.runs().reversed().stream()
                .filter(run -> moves ? run.movesTraffic() : run.started().kind() == RunKind.SETTLE)
                .findFirst();
    }

    private static boolean isSlow(Sortie run, Instant nodeTime) {
        return run.deeds().stream()
                .filter(deed -> !WAITS.contains(deed.step().kind()) && !deed.over())
                .flatMap(deed -> deed.first().stream())
                .anyMatch(first -> first.nodeTime().plus(SLOW).plus(GRACE).isBefore(nodeTime));
    }

    @Override
    void over(Instant at, boolean converged) {
        overdue(at);
    }

    /** It began after {@code moment}, or was ordered before and ended after it. */
    private static boolean isLater(Sortie run, Instant moment) {
        return run.start().at().isAfter(moment)
                || run.end().filter(end -> end.at().isAfter(moment)).isPresent();
    }

    private void overdue(Instant at) {
        for (var outage : outages.overdue(at)) {
            if (outage.free() || outage.service().failover().mode() == FailoverPolicy.Mode.SHADOW) continue;
            var account = scene.account(outage.service().name());
            boolean paged = account.alarms().values().stream().anyMatch(a -> a.severity() == Alarm.Severity.PAGE);
            boolean moved = account.runs().stream().anyMatch(run -> run.movesTraffic() && isLater(run, outage.since()));
            if (!paged && !moved) {
                breach(outage.deadline(), "%s is down since %s, and nobody is paged", outage.region(), outage.since());
            }
        }
    }
}
