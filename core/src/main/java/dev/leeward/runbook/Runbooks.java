package dev.leeward.runbook;

import dev.leeward.decision.RunKind;
import dev.leeward.steering.TargetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The run books: which steps each kind of run has, in which stages. */
public final class Runbooks {
    private final List<Step> steps = new ArrayList<>();
    private int stage;

    private Runbooks(int firstStage) {
        this.stage = firstStage;
    }

    /**
     * The steps of a run of {@code kind} over {@code targets}.
     *
     * <p>An unplanned run does not lower TTLs first: that would not shorten what caches already hold, and would cost a
     * call per target before the one that matters. Its steering writes carry the short TTL instead, so that the way back
     * is quick. A planned run has the time to do it properly.
     */
    public static List<Step> steps(RunKind kind, List<TargetId> targets) {
        var book = new Runbooks(0);
        switch (kind) {
            case FAILOVER -> book.once(StepKind.RECHECK).move(targets);
            case SWITCHOVER, FAILBACK ->
                book.once(StepKind.RECHECK)
                        .each(StepKind.LOWER_TTL, targets)
                        .once(StepKind.DRAIN)
                        .once(StepKind.RECHECK)
                        .move(targets);
            case SETTLE -> book.each(StepKind.RESTORE_TTL, targets).each(StepKind.VERIFY, targets);
        }
        return List.copyOf(book.steps);
    }

    /** The steps that take {@code run} back on {@code targets}, after all its others. */
    static List<Step> takingBack(RunbookRun run, List<TargetId> targets) {
        int last = run.steps().stream().mapToInt(p -> p.step().stage()).max().orElse(0);
        var book = new Runbooks(last + 1);
        book.each(StepKind.TAKE_BACK, targets).each(StepKind.VERIFY, targets).once(StepKind.NOTIFY);
        return List.copyOf(book.steps);
    }

    private void move(List<TargetId> targets) {
        each(StepKind.STEER, targets).each(StepKind.VERIFY, targets).once(StepKind.NOTIFY);
    }

    private Runbooks once(StepKind kind) {
        steps.add(new Step(id(kind, ""), kind, stage++, Optional.empty()));
        return this;
    }

    private Runbooks each(StepKind kind, List<TargetId> targets) {
        for (var target : targets) {
            steps.add(new Step(id(kind, "/" + target), kind, stage, Optional.of(target)));
        }
        stage++;
        return this;
    }

    /** A stage number makes the name unique: a planned run rechecks twice, a run taken back verifies twice. */
    private StepId id(StepKind kind, String target) {
        return new StepId(stage + "-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + target);
    }
}
