package dev.leeward.simulator.swarm;

import dev.leeward.journal.Event;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepResult;
import dev.leeward.runbook.StepState;
import dev.leeward.runbook.StepTrigger;
import dev.leeward.simulator.trace.Happening;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Which transitions of steps, verdicts and runs a play went through, counted from its journal. */
final class Transitions {
    private record Key(RunId run, StepId step) {}

    private final Map<Key, StepState> steps = new HashMap<>();
    private final Map<RunId, Event.RunStarted> runs = new HashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /** How often each was gone through. */
    Map<String, Integer> counts() {
        return counts;
    }

    void see(Happening what) {
        if (what instanceof Happening.Began) {
            steps.clear();
            runs.clear();
        }
        if (!(what instanceof Happening.Appended appended)) return;
        switch (appended.entry().event()) {
            case Event.NodeStarted _ -> steps.replaceAll((_, state) -> state == StepState.STARTED ? crash() : state);
            case Event.RunStarted run -> runs.put(run.run(), run);
            case Event.StepStarted e -> step(e.run(), e.step(), StepTrigger.START, StepState.STARTED);
            case Event.StepWaived e -> step(e.run(), e.step(), StepTrigger.WAIVE, StepState.WAIVED);
            case Event.StepGivenUp e -> step(e.run(), e.step(), StepTrigger.GIVE_UP, StepState.FAILED);
            case Event.StepEnded e -> ended(e);
            case Event.RunEnded e -> end(e);
            case Event.VerdictChanged e -> count("verdict " + e.from() + " -> " + e.to());
            default -> {
                // Moves nothing from state to state.
            }
        }
    }

    private StepState crash() {
        count(name(StepState.STARTED, StepTrigger.CRASH));
        return StepState.UNCLEAR;
    }

    private void ended(Event.StepEnded e) {
        switch (e.result()) {
            case StepResult.Done _ -> step(e.run(), e.step(), StepTrigger.DONE, StepState.DONE);
            case StepResult.NotDone _ -> step(e.run(), e.step(), StepTrigger.NOT_DONE, StepState.RETRYING);
            case StepResult.Unclear _ -> step(e.run(), e.step(), StepTrigger.UNCLEAR, StepState.UNCLEAR);
        }
    }

    private void end(Event.RunEnded e) {
        var run = runs.remove(e.run());
        steps.keySet().removeIf(key -> key.run().equals(e.run()));
        if (run != null) count("run " + run.kind() + " " + e.ending());
    }

    private void step(RunId run, StepId step, StepTrigger trigger, StepState to) {
        var from = steps.put(new Key(run, step), to);
        count(name(from == null ? StepState.WAITING : from, trigger));
    }

    static String name(StepState from, StepTrigger trigger) {
        return "step " + from + " " + trigger;
    }

    private void count(String name) {
        counts.merge(name, 1, Integer::sum);
    }
}
