package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * S14: "SUCCESS only after independent verification (≥2 authoritative NS + probe via public path)."
 *
 * <p>Checked: a verifying step is journaled as done only by a life that in that attempt was told that at least two of those who
 * answer for the target do as ordered (or the only one there is), and then, by a look that began after that, saw the region
 * answer through all its probes; a run ends SUCCEEDED only when each target that it steered, or whose TTL it restored, has
 * such a step done; TAKEN_BACK only when each that was steered back has.
 *
 * <p>Assumed: whoever verifies asks the name servers, as the simulated world does; and a look goes to the region itself.
 */
final class SuccessIsVerified extends Judge {
    private record Look(Life life, RegionName region) {}

    /** Of one life: another one that was deposed may still be verifying the same. */
    private record Asked(Life life, String operation) {}

    private final Recent<Asked, Instant> proofs = new Recent<>(1_000);
    private final Map<Look, Instant> answered = new HashMap<>();

    SuccessIsVerified(Consumer<Breach> out) {
        super("S14", out);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Verified verified -> {
                if (verified.verification() instanceof Verification.Proven proven) proven(at, verified, proven);
            }
            case Happening.LookedAfresh look
            when look.ready() ->
                // Looks for several targets overlap: the last one to end need not have begun last.
                answered.merge(new Look(look.life(), look.region()), look.startedAt(), (a, b) -> a.isAfter(b) ? a : b);
            case Happening.NodeDied died ->
                answered.keySet().removeIf(look -> look.life().equals(died.life()));
            case Happening.Appended appended -> {
                if (appended.entry().event() instanceof Event.StepEnded end) ended(at, appended.life(), end);
                if (appended.entry().event() instanceof Event.RunEnded end) ended(at, end);
            }
            default -> {
                // Proves nothing and needs no proof.
            }
        }
    }

    private void proven(Instant at, Happening.Verified verified, Verification.Proven proven) {
        long current = proven.witnesses().stream()
                .filter(witness -> witness.state() == Verification.State.CURRENT)
                .count();
        if (current < Math.min(2, Math.max(1, proven.witnesses().size()))) return;
        proofs.put(new Asked(verified.life(), verified.order().operation()), at);
    }

    private void ended(Instant at, Life life, Event.StepEnded end) {
        if (!(end.result() instanceof StepResult.Done)) return;
        var deed =
                scene.account(end.service()).deed(end.run(), end.step().value()).orElse(null);
        if (deed == null || deed.step().kind() != StepKind.VERIFY) return;
        var proof = proofs.get(new Asked(life, deed.operation()));
        var begun = deed.latest().map(Sortie.Mark::at).orElse(Instant.MAX);
        if (proof == null || proof.isBefore(begun)) {
            breach(at, "%s is done, and nobody who answers was asked", deed.operation());
            return;
        }
        var run = deed.run();
        var region = afterTakingBack(run, deed)
                ? run.started().from()
                : run.started().to();
        var look = answered.getOrDefault(new Look(life, region), Instant.MIN);
        if (look.isBefore(proof)) breach(at, "%s is done, and %s was not looked at", deed.operation(), region);
    }

    private static boolean afterTakingBack(Sortie run, Sortie.Deed deed) {
        return run.deeds(StepKind.TAKE_BACK).stream()
                .anyMatch(back -> back.step().stage() < deed.step().stage());
    }

    private void ended(Instant at, Event.RunEnded end) {
        var run = scene.account(end.service()).run(end.run()).orElse(null);
        if (run == null) return;
        if (end.ending() == Ending.SUCCEEDED) {
            verified(at, run, StepKind.STEER);
            verified(at, run, StepKind.RESTORE_TTL);
        }
        if (end.ending() == Ending.TAKEN_BACK) verified(at, run, StepKind.TAKE_BACK);
    }

    private void verified(Instant at, Sortie run, StepKind kind) {
        for (var deed : run.deeds(kind)) {
            deed.step()
                    .target()
                    .filter(target -> !isVerified(run, target, deed.step().stage()))
                    .ifPresent(target -> breach(
                            at,
                            "%s ended well, and %s was not verified",
                            run.started().run(),
                            target));
        }
    }

    private static boolean isVerified(Sortie run, TargetId target, int after) {
        return run.deeds(StepKind.VERIFY).stream()
                .filter(deed -> deed.done() && deed.step().stage() > after)
                .anyMatch(deed -> deed.step().target().filter(target::equals).isPresent());
    }
}
