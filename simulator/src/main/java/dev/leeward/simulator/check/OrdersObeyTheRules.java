package dev.leeward.simulator.check;

import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * S27: "a person's order obeys the rules that protect traffic, and who is refused is told why."
 *
 * <p>Checked, whenever a run starts that a person ordered or approved: no rule was overridden that cannot be; a failover
 * leaves a region that is proven down, a switchover one that is not, unless a person overrode just that by name or puts right
 * a target that was left behind; a failback leaves another region than home; and nothing moves to where it is. And each
 * refusal has a sentence. That the region that takes over is ready is S5's.
 */
final class OrdersObeyTheRules extends Judge {
    private static final Set<Rule> STRICT = EnumSet.of(
            Rule.WARMED_UP,
            Rule.OBSERVERS_SEE,
            Rule.TARGET_READY,
            Rule.ACTIVE_HEALTHY,
            Rule.AWAY_FROM_HOME,
            Rule.LEFT_HOME,
            Rule.APPROVED);

    private final Lookouts looks;
    private final Sight sight;

    OrdersObeyTheRules(Consumer<Breach> out, Lookouts looks) {
        super("S27", out);
        this.looks = looks;
        this.sight = new Sight(looks);
    }

    @Override
    void before(Instant at, Happening what) {
        looks.see(at, what);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (what instanceof Happening.Ordered ordered) {
            ordered.reply()
                    .filter(reply ->
                            !reply.accepted() && reply.reason().sentence().isBlank())
                    .ifPresent(_ -> breach(at, "%s is refused, and nobody says why", ordered.order()));
        } else if (what instanceof Happening.Appended appended
                && appended.entry().event() instanceof Event.RunStarted run
                && !run.automatic()) {
            started(at, appended.life(), run);
        }
    }

    private void started(Instant at, Life life, Event.RunStarted run) {
        run.overridden().stream()
                .filter(STRICT::contains)
                .forEach(rule -> breach(at, "%s overrides %s, which nobody may", run.run(), rule));
        boolean mends = !scene.account(run.service()).drift().isEmpty() && run.kind() != RunKind.FAILBACK;
        boolean known = !run.overridden().contains(Rule.ACTIVE_KNOWN);
        if (run.from().equals(run.to())) {
            if (!mends && known) breach(at, "%s moves traffic to %s, where it is", run.run(), run.to());
            return;
        }
        var service = scene.service(run.service()).orElse(null);
        var from = scene.region(run.service(), run.from()).orElse(null);
        if (service == null || from == null || !known) return;
        if (run.kind() == RunKind.FAILOVER && !run.overridden().contains(Rule.ACTIVE_UNHEALTHY)) {
            sight.unproven(life, service, from, at)
                    .ifPresent(why -> breach(at, "%s is ordered to leave %s, but %s", run.run(), run.from(), why));
        }
        if (run.kind() == RunKind.SWITCHOVER) {
            sight.failed(life, service, from, at)
                    .ifPresent(probe ->
                            breach(at, "%s leaves %s as planned, which is down by %s", run.run(), run.from(), probe));
        }
    }
}
