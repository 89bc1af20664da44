package dev.leeward.runbook;

import dev.leeward.decision.RunKind;
import dev.leeward.measure.Measure;
import dev.leeward.measure.Measures;
import dev.leeward.measure.StandingFence;
import dev.leeward.region.RegionName;
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
     * What a run is about.
     *
     * @param from the region that is left; where nothing moves, the one that carries traffic
     * @param to the region that takes over; where nothing moves, the same
     * @param fences that stand, for all that is known
     */
    public record Course(
            RunKind kind,
            RegionName from,
            RegionName to,
            List<TargetId> targets,
            Measures measures,
            List<StandingFence> fences) {}

    /**
     * The steps of a run on {@code course}.
     *
     * <p>An unplanned run does not lower TTLs first: that would not shorten what caches already hold, and would cost a
     * call per target before the one that matters. Its steering writes carry the short TTL instead, so that the way back
     * is quick. A planned run has the time to do it properly.
     */
    public static List<Step> steps(Course course) {
        var book = new Runbooks(0);
        switch (course.kind()) {
            case FAILOVER -> book.once(StepKind.RECHECK).move(course);
            case SWITCHOVER, FAILBACK ->
                book.once(StepKind.RECHECK)
                        .each(StepKind.LOWER_TTL, course.targets())
                        .once(StepKind.DRAIN)
                        .once(StepKind.RECHECK)
                        .move(course);
            case SETTLE -> book.each(StepKind.RESTORE_TTL, course.targets()).each(StepKind.VERIFY, course.targets());
            case RELEASE -> book.release(course);
        }
        return List.copyOf(book.steps);
    }

    /** The steps that take {@code run} back, after all its others: measures first, so that traffic finds all as it was. */
    static List<Step> takingBack(RunbookRun run) {
        int last = run.steps().stream().mapToInt(p -> p.step().stage()).max().orElse(0);
        var book = new Runbooks(last + 1);
        run.steps().reversed().stream()
                .filter(StepProgress::mayHold)
                .map(StepProgress::step)
                .forEach(book::undo);
        var targets = run.steps().stream()
                .filter(StepProgress::mayHaveMoved)
                .flatMap(p -> p.step().target().stream())
                .toList();
        if (!targets.isEmpty()) book.each(StepKind.TAKE_BACK, targets).each(StepKind.VERIFY, targets);
        return book.steps.isEmpty() ? List.of() : List.copyOf(book.once(StepKind.NOTIFY).steps);
    }

    private void move(Course course) {
        var before = course.measures().before();
        int released = 0;
        for (var measure : before) {
            if (!isDue(measure, course)) continue;
            if (!keepsWritesOut(measure) && released++ == 0) release(course);
            take(measure, course);
        }
        if (released == 0) release(course);
        each(StepKind.STEER, course.targets()).each(StepKind.VERIFY, course.targets());
        for (var measure : course.measures().after()) {
            if (isDue(measure, course)) take(measure, course);
        }
        once(StepKind.NOTIFY);
    }

    private static boolean isDue(Measure measure, Course course) {
        // Where a move only puts targets right, no region is left.
        boolean leaves = !course.from().equals(course.to());
        return measure.occasion().includes(course.kind().planned()) && (leaves || !keepsWritesOut(measure));
    }

    private static boolean keepsWritesOut(Measure measure) {
        return measure.kind() == Measure.Kind.FENCE || measure.kind() == Measure.Kind.CATCH_UP;
    }

    /** Nobody can be served by a region that is fenced; and it is opened only when the other one is closed (S10). */
    private void release(Course course) {
        for (var measure : course.measures().all().toList()) {
            boolean stands = course.fences().stream().anyMatch(fence -> fence.is(measure.id(), course.to()));
            if (stands) add(StepKind.RELEASE, "release/", measure, course.to());
        }
    }

    private void take(Measure measure, Course course) {
        switch (measure.kind()) {
            case FENCE -> add(StepKind.FENCE, "", measure, course.from());
            case CATCH_UP -> add(StepKind.CATCH_UP, "", measure, course.to());
            case SETTINGS, PROOF, COMMAND -> add(StepKind.PERFORM, "", measure, course.to());
        }
    }

    private void undo(Step taken) {
        var measure = taken.measure().orElseThrow();
        var where = taken.region().orElseThrow();
        if (taken.kind() == StepKind.FENCE) add(StepKind.RELEASE, "release/", measure, where);
        else if (measure.revocable()) add(StepKind.UNDO, "undo/", measure, where);
    }

    private void add(StepKind kind, String prefix, Measure measure, RegionName where) {
        var id = new StepId(stage + "-" + prefix + measure.id());
        steps.add(new Step(id, kind, stage++, Optional.empty(), Optional.of(measure), Optional.of(where)));
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
