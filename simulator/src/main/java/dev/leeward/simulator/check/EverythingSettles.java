package dev.leeward.simulator.check;

import dev.leeward.region.RegionName;
import dev.leeward.runbook.StepKind;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Stand;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * L2: "after heal, all controllers and providers converge within B2 without a human unless data conflict is flagged."
 *
 * <p>Checked at an end that claims to be converged, for each configured service: some node runs; no run is open, but one that
 * waits out a TTL; each target answers, at its source of truth and at each of its name servers, the region that the journal
 * says is active, or an alarm is open that has to do with it or the target is reported as drifted; after a move that ended half way, where only
 * the targets can say what is active, they agree on one region or an alarm is open. Where all is well each target carries the
 * everyday TTL again, unless a pause, a rehearsal or drift is in the way, or it is told that it could not be restored.
 *
 * <p>The bound B2 is that of whoever says that the end is converged.
 */
final class EverythingSettles extends Judge {
    /** Alarms that say nothing about where traffic is. */
    private static final Set<String> UNRELATED =
            Set.of("no-standby-ready", "ttl-not-restored", "failback-approval-needed");

    /** How long it may take to restore a TTL once that is due. */
    private static final Duration SETTLING = Duration.ofMinutes(10);

    private final Map<TargetId, Map<String, Stand>> served = new HashMap<>();

    EverythingSettles(Consumer<Breach> out) {
        super("L2", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (!(what instanceof Happening.Served answer)) return;
        served.computeIfAbsent(answer.target(), _ -> new HashMap<>()).put(answer.server(), answer.after());
    }

    @Override
    void over(Instant at, boolean converged) {
        if (!converged) return;
        if (scene.running().isEmpty()) breach(at, "no node runs");
        for (var service : scene.services()) settled(at, service, scene.account(service.name()));
    }

    private void settled(Instant at, Service service, Account account) {
        account.open()
                .filter(run -> run.deeds(StepKind.DRAIN).stream().noneMatch(Sortie.Deed::inFlight))
                .ifPresent(
                        run -> breach(at, "%s is still under way", run.started().run()));
        if (!account.alarms().keySet().stream().allMatch(EverythingSettles::isUnrelated)
                || account.open().isPresent()) return;
        var active = account.active();
        if (active.isEmpty()) {
            agree(at, service);
            return;
        }
        for (var target : service.targets()) {
            if (!account.drift().containsKey(target)) answers(at, service, target, active.get());
        }
        if (isToSettle(at, service, account)) service.targets().forEach(target -> carriesEverydayTtl(at, target));
    }

    private static boolean isUnrelated(String alarm) {
        return UNRELATED.contains(alarm) || alarm.startsWith("not-fenced:") || alarm.startsWith("not-done:");
    }

    /** Whether nothing keeps the everyday TTL from coming back, and nobody is told that something does. */
    private static boolean isToSettle(Instant at, Service service, Account account) {
        // Who lost the journal does not know that a TTL is short, and changes nothing that it does not know.
        boolean lowered =
                account.runs().stream().flatMap(run -> run.deeds().stream()).anyMatch(Sortie.Deed::mayHaveChanged);
        return lowered
                && !hasJustMoved(at, service, account)
                && account.drift().isEmpty()
                && account.pause().isEmpty()
                && service.failover().mode() != FailoverPolicy.Mode.SHADOW
                && !account.alarms().containsKey("ttl-not-restored");
    }

    /** A failback may have waited for its window, and ended shortly before the play did. */
    private static boolean hasJustMoved(Instant at, Service service, Account account) {
        var due = service.failover().settleAfter().plus(SETTLING);
        return account.runs().stream()
                .filter(Sortie::movesTraffic)
                .flatMap(run -> run.end().stream())
                .anyMatch(end -> Duration.between(end.at(), at).compareTo(due) < 0);
    }

    private void carriesEverydayTtl(Instant at, TargetId target) {
        scene.truth(target)
                .filter(Stand::shortTtl)
                .ifPresent(_ -> breach(at, "%s still carries the short TTL, and nobody is told", target));
    }

    private void answers(Instant at, Service service, TargetId target, RegionName active) {
        if (!active.equals(scene.answers(service, target).orElse(null))) {
            breach(at, "%s answers %s, the journal says %s, and nobody is told", target, shown(target), active);
            return;
        }
        served.getOrDefault(target, Map.of()).forEach((server, stand) -> {
            if (!active.equals(stand.region(service).orElse(null))) {
                breach(at, "%s still answers %s for %s", server, stand.values(), target);
            }
        });
    }

    private void agree(Instant at, Service service) {
        Set<Optional<RegionName>> answers = new HashSet<>();
        for (var target : service.targets()) answers.add(scene.answers(service, target));
        boolean one = answers.size() <= 1 && !answers.contains(Optional.<RegionName>empty());
        if (!one) {
            breach(at, "the targets of %s answer %s, and nobody is told", service.name(), List.copyOf(answers));
        }
    }

    private String shown(TargetId target) {
        return scene.truth(target).map(stand -> stand.values().toString()).orElse("nothing that is known");
    }
}
