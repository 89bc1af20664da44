package dev.leeward.simulator.check;

import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.Step;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.simulator.trace.Life;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run as the journal tells it, and what is known of its doings in the world. */
final class Sortie {
    /** When and by whom something was journaled: in true time, and by the clock of the node that did. */
    record Mark(Instant at, Life life, Instant nodeTime) {}

    /** One step of a run. */
    static final class Deed {
        private final Sortie run;
        private final Step step;
        private final String operation;
        private int attempts;
        private Optional<Mark> first = Optional.empty();
        private Optional<Mark> latest = Optional.empty();
        private boolean inFlight;
        private boolean unclear;
        private boolean everUnclear;
        private boolean done;
        private boolean over;

        Deed(Sortie run, Step step) {
            this.run = run;
            this.step = step;
            this.operation = run.started.run() + "/" + step.id();
        }

        void start(Instant at, Life life, Instant nodeTime, Event.StepStarted event) {
            attempts = event.attempt();
            latest = Optional.of(new Mark(at, life, nodeTime));
            first = first.or(() -> latest);
            inFlight = true;
        }

        void end(Event.StepEnded event) {
            inFlight = false;
            unclear = event.result() instanceof StepResult.Unclear;
            everUnclear |= unclear;
            done = event.result() instanceof StepResult.Done;
            over = done;
        }

        void giveUp() {
            everUnclear |= inFlight;
            inFlight = false;
            over = true;
        }

        void crash() {
            if (inFlight) unclear = true;
            everUnclear |= inFlight;
            inFlight = false;
        }

        Sortie run() {
            return run;
        }

        Step step() {
            return step;
        }

        /** How calls in the world name this step. */
        String operation() {
            return operation;
        }

        /** The number of the latest attempt that was journaled; 0 before the first. */
        int attempts() {
            return attempts;
        }

        /** When the first attempt was journaled. */
        Optional<Mark> first() {
            return first;
        }

        /** When the latest attempt was journaled. */
        Optional<Mark> latest() {
            return latest;
        }

        boolean inFlight() {
            return inFlight;
        }

        /** Whether it is open whether the last attempt took effect. */
        boolean unclear() {
            return unclear;
        }

        boolean done() {
            return done;
        }

        /** Done or given up. */
        boolean over() {
            return over;
        }

        /** Whether it is not known for certain to have changed nothing. */
        boolean mayHaveChanged() {
            return changes() && (done || inFlight || everUnclear);
        }

        /** Whether it may change what stands at a target. */
        boolean changes() {
            return switch (step.kind()) {
                case LOWER_TTL, STEER, RESTORE_TTL, TAKE_BACK -> true;
                case RECHECK, DRAIN, VERIFY, NOTIFY, FENCE, RELEASE, CATCH_UP, PERFORM, UNDO -> false;
            };
        }

        /** Whether it may change anything outside. */
        boolean acts() {
            return switch (step.kind()) {
                case FENCE, RELEASE, PERFORM, UNDO -> true;
                default -> changes();
            };
        }
    }

    private final Event.RunStarted started;
    private final Mark start;
    private final List<Deed> deeds = new ArrayList<>();
    private Optional<Mark> end = Optional.empty();
    private Optional<Ending> ending = Optional.empty();
    private boolean takingBack;

    Sortie(Event.RunStarted started, Instant at, Life life, Instant nodeTime) {
        this.started = started;
        this.start = new Mark(at, life, nodeTime);
        started.steps().forEach(step -> deeds.add(new Deed(this, step)));
    }

    List<Deed> takeBack(Event.TakingBack event) {
        takingBack = true;
        deeds.stream().filter(deed -> !deed.over()).forEach(Deed::giveUp);
        var more = event.steps().stream().map(step -> new Deed(this, step)).toList();
        deeds.addAll(more);
        return more;
    }

    void end(Instant at, Life life, Instant nodeTime, Ending how) {
        end = Optional.of(new Mark(at, life, nodeTime));
        ending = Optional.of(how);
    }

    /** As it was journaled. */
    Event.RunStarted started() {
        return started;
    }

    /** When it started. */
    Mark start() {
        return start;
    }

    /** When it ended. */
    Optional<Mark> end() {
        return end;
    }

    Optional<Ending> ending() {
        return ending;
    }

    boolean ended() {
        return end.isPresent();
    }

    boolean takingBack() {
        return takingBack;
    }

    List<Deed> deeds() {
        return deeds;
    }

    boolean movesTraffic() {
        return started.kind() != RunKind.SETTLE && started.kind() != RunKind.RELEASE;
    }

    /** Whether the region that is left is expected to work. */
    boolean planned() {
        return started.kind() == RunKind.SWITCHOVER || started.kind() == RunKind.FAILBACK;
    }

    /** Steps of one kind. */
    List<Deed> deeds(StepKind kind) {
        return deeds.stream().filter(deed -> deed.step.kind() == kind).toList();
    }
}
