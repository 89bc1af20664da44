package dev.leeward.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.RunKind;
import dev.leeward.fixture.Rig;
import dev.leeward.fixture.Shop;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.probe.Sighting;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What must never have happened, read off what was seen, what was journaled and what was done outside, with nothing of the
 * code that is under test.
 */
final class Invariants {
    private static final Set<StepKind> CHANGES =
            Set.of(StepKind.LOWER_TTL, StepKind.STEER, StepKind.RESTORE_TTL, StepKind.TAKE_BACK);

    private final Rig rig;
    private final Service service;
    private final String name;
    private final List<Rig.Seen> seen;
    private final List<Entry> entries;
    private final Map<RunId, Event.RunStarted> runs = new HashMap<>();

    Invariants(Rig rig, Service service, String name) {
        this.rig = rig;
        this.service = service;
        this.name = name;
        this.seen = rig.seen();
        this.entries = rig.journal.entries();
        rig.journal.events(Event.RunStarted.class).forEach(run -> runs.put(run.run(), run));
    }

    void check() {
        for (var deed : rig.deeds()) {
            targetWasSeenReady(deed);
            intentWasDurable(deed);
            epochsNeverDecrease(deed);
        }
        for (var entry : entries) {
            if (entry.event() instanceof Event.RunStarted run && run.automatic()) failureWasProven(entry.at(), run);
        }
        automaticMovesWereLimited();
        pausesWereObeyed();
        unclearWasReadBack();
    }

    /** S5: traffic is only sent where the newest look, not older than F, was answered. */
    private void targetWasSeenReady(Rig.Deed deed) {
        if (deed.attempt().step().kind() != StepKind.STEER || deed.before().equals(deed.after())) return;
        var newest = newestLook(deed.attempt().run().to(), deed.at());
        assertThat(newest.sighting()).as("S5 %s: %s", name, deed).isInstanceOf(Sighting.Healthy.class);
        var age = Duration.between(newest.at(), deed.at());
        assertThat(age)
                .as("S5 %s: %s", name, deed)
                .isLessThanOrEqualTo(service.detection().freshFor());
    }

    private Rig.Seen newestLook(RegionName region, Instant at) {
        return seen.reversed().stream()
                .filter(s -> s.region().equals(region) && !s.at().isAfter(at))
                .findFirst()
                .orElseThrow();
    }

    /** S21: what is done was journaled before. */
    private void intentWasDurable(Rig.Deed deed) {
        var attempt = deed.attempt();
        assertThat(entries.stream()
                        .limit(deed.journaled())
                        .map(Entry::event)
                        .anyMatch(e -> e instanceof Event.StepStarted started
                                && started.run().equals(attempt.run().id())
                                && started.step().equals(attempt.step().id())
                                && started.attempt() == attempt.attempt()))
                .as("S21 %s: %s", name, deed)
                .isTrue();
    }

    /** S2. */
    private void epochsNeverDecrease(Rig.Deed deed) {
        deed.before()
                .forEach((target, before) -> assertThat(
                                Objects.requireNonNull(deed.after().get(target)).epoch())
                        .as("S2 %s: %s", name, deed)
                        .isGreaterThanOrEqualTo(before.epoch()));
    }

    /** S6: an automatic failover follows enough failures in sight of another place that answered after they began. */
    private void failureWasProven(Instant at, Event.RunStarted run) {
        if (run.kind() != RunKind.FAILOVER) return;
        var looks = seen.stream()
                .filter(s -> s.region().equals(run.from()) && !s.at().isAfter(at))
                .toList()
                .reversed();
        int failures = 0;
        int oks = 0;
        var first = at;
        for (var look : looks) {
            if (look.sighting() instanceof Sighting.Failing) {
                failures++;
                oks = 0;
                first = look.at();
            } else if (look.sighting() instanceof Sighting.Healthy
                    && ++oks >= service.detection().recoveries()) {
                break;
            }
        }
        assertThat(failures)
                .as("S6 %s: %s", name, run)
                .isGreaterThanOrEqualTo(service.detection().failures());
        var since = first;
        assertThat(seen)
                .as("S6 %s, sight: %s", name, run)
                .anyMatch(s -> !s.region().equals(run.from())
                        && s.sighting() instanceof Sighting.Healthy
                        && !s.at().isBefore(since)
                        && !s.at().isAfter(at));
    }

    /** S8: dwell from the completion of a run that moved something, and at most N in W. */
    private void automaticMovesWereLimited() {
        var policy = service.failover();
        var moved = new HashMap<RunId, Instant>();
        var lastMove = Instant.MIN;
        for (var entry : entries) {
            switch (entry.event()) {
                case Event.RunStarted run
                when run.automatic() && run.kind().movesTraffic() -> {
                    assertThat(lastMove.plus(policy.dwell()))
                            .as("S8 %s: %s", name, run)
                            .isBeforeOrEqualTo(entry.at());
                    var from = entry.at().minus(policy.budgetWindow());
                    assertThat(moved.values().stream().filter(end -> end.isAfter(from)))
                            .as("S8 %s: %s", name, run)
                            .hasSizeLessThan(policy.budget());
                }
                case Event.RunEnded end
                when started(end.run()).kind().movesTraffic() && changedSomething(end.run()) -> {
                    lastMove = entry.at();
                    if (started(end.run()).automatic()) moved.put(end.run(), entry.at());
                }
                default -> {
                    // Moves nothing.
                }
            }
        }
    }

    private boolean changedSomething(RunId run) {
        return rig.deeds().stream()
                .anyMatch(d -> d.attempt().run().id().equals(run)
                        && d.attempt().step().kind() == StepKind.STEER
                        && !d.before().equals(d.after()));
    }

    /** S15: between a pause and its end no automatic run begins, and none begins to change anything. */
    private void pausesWereObeyed() {
        boolean paused = false;
        for (var entry : entries) {
            switch (entry.event()) {
                case Event.Paused _ -> paused = true;
                case Event.Resumed _ -> paused = false;
                case Event.RunStarted run ->
                    assertThat(paused && run.automatic())
                            .as("S15 %s: %s", name, run)
                            .isFalse();
                case Event.StepStarted step ->
                    assertThat(paused
                                    && started(step.run()).automatic()
                                    && CHANGES.contains(kind(step.run(), step.step())))
                            .as("S15 %s: %s", name, step)
                            .isFalse();
                default -> {
                    // Begins nothing.
                }
            }
        }
    }

    /** S13: while it is unclear whether a target was steered, nothing later is begun on it. */
    private void unclearWasReadBack() {
        var unclear = new HashSet<String>();
        for (var entry : entries) {
            switch (entry.event()) {
                case Event.StepEnded end -> {
                    var key = end.run() + "/" + end.step();
                    if (end.result() instanceof StepResult.Unclear) {
                        unclear.add(key);
                    } else {
                        unclear.remove(key);
                    }
                }
                case Event.StepGivenUp up -> unclear.remove(up.run() + "/" + up.step());
                case Event.StepStarted start
                when kind(start.run(), start.step()) == StepKind.VERIFY -> {
                    var target = start.step().value().replaceFirst("^[^/]*", "");
                    assertThat(unclear)
                            .as("S13 %s: %s", name, start)
                            .noneMatch(key -> key.startsWith(start.run() + "/")
                                    && key.endsWith(target)
                                    && !key.endsWith(start.step().value()));
                }
                default -> {
                    // Says nothing about a step.
                }
            }
        }
    }

    private Event.RunStarted started(RunId run) {
        return Objects.requireNonNull(runs.get(run));
    }

    private StepKind kind(RunId run, StepId step) {
        return started(run).steps().stream()
                .filter(s -> s.id().equals(step))
                .map(s -> s.kind())
                .findFirst()
                .orElse(StepKind.TAKE_BACK);
    }

    /** Once everything is well again for long enough: no run hangs, and targets stand where Leeward says, or a page is open. */
    void checkHealed() {
        assertThat(rig.state().run()).as("L2 %s: %s", name, rig.state()).isEmpty();
        var alarms = rig.state().alarms().keySet();
        var active = rig.state().active();
        if (active.isEmpty()) {
            assertThat(alarms).as("L3 %s", name).contains("active-unknown");
            return;
        }
        boolean agree =
                rig.world.targets().values().stream().allMatch(s -> s.answers().equals(active.get()));
        if (!agree) assertThat(alarms).as("L3 %s", name).anyMatch(key -> key.startsWith("drift:"));
        assertThat(rig.journal.events(Event.AlarmRaised.class).size())
                .as("one notice per alarm: %s", name)
                .isEqualTo(rig.journal.events(Event.AlarmCleared.class).size() + alarms.size());
        assertThat(List.of(Shop.EAST, Shop.WEST, Shop.NORTH)).as(name).contains(active.get());
    }
}
