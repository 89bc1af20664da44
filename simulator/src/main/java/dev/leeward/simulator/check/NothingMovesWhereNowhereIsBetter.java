package dev.leeward.simulator.check;

import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.simulator.trace.Happening;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * S7: "all regions bad ⇒ published state unchanged, exactly one escalation."
 *
 * <p>Checked: no automatic run towards a region starts unless the newest scheduled look of the life that decides, at every
 * probe of that region, was answered and is fresh; so none starts where all are bad. An alarm is raised once until it is
 * cleared, and cleared once: all regions being bad pages nobody twice. That the page is raised at all is L3's.
 */
final class NothingMovesWhereNowhereIsBetter extends Judge {
    private final Lookouts looks;
    private final Sight sight;
    private final Map<String, Set<String>> alarms = new HashMap<>();

    NothingMovesWhereNowhereIsBetter(Consumer<Breach> out, Lookouts looks) {
        super("S7", out);
        this.looks = looks;
        this.sight = new Sight(looks);
    }

    @Override
    void before(Instant at, Happening what) {
        looks.see(at, what);
    }

    @Override
    void judge(Instant at, Happening what) {
        if (!(what instanceof Happening.Appended appended)) return;
        switch (appended.entry().event()) {
            case Event.RunStarted run
            when run.automatic() && run.kind() != RunKind.SETTLE && run.kind() != RunKind.RELEASE ->
                started(at, appended, run);
            case Event.AlarmRaised raised -> {
                if (!open(raised.service().value()).add(raised.alarm().key())) {
                    breach(
                            at,
                            "%s is raised for %s while it is open",
                            raised.alarm().key(),
                            raised.service());
                }
            }
            case Event.AlarmCleared cleared -> {
                if (!open(cleared.service().value()).remove(cleared.key())) {
                    breach(at, "%s is cleared for %s while it is not open", cleared.key(), cleared.service());
                }
            }
            default -> {
                // Moves nothing, tells nobody.
            }
        }
    }

    private void started(Instant at, Happening.Appended appended, Event.RunStarted run) {
        scene.service(run.service())
                .flatMap(service -> sight.objectionOfSchedule(appended.life(), service, run.to(), at))
                .ifPresent(why -> breach(at, "run %s goes to %s, but %s", run.run(), run.to(), why));
    }

    private Set<String> open(String service) {
        return alarms.computeIfAbsent(service, _ -> new HashSet<>());
    }
}
