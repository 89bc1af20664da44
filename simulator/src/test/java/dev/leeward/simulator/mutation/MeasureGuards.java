package dev.leeward.simulator.mutation;

import static dev.leeward.simulator.mutation.Replacement.doesNothing;
import static dev.leeward.simulator.mutation.Replacement.says;

import java.util.List;

/** What keeps two regions from writing at once, and the one that serves from being closed. */
final class MeasureGuards {
    private MeasureGuards() {}

    static List<Guard> all() {
        return List.of(
                guard("moves take the measures that are configured", "S10", "runbook.Runbooks", "isDue", says(false)),
                guard("the region that takes over is opened", "S31 L2", "runbook.Runbooks", "release", doesNothing()),
                guard("what a run did is taken back with it", "S31", "runbook.StepProgress", "mayHold", says(false)),
                guard(
                        "a fence around the active region comes down by itself",
                        "S31 L2",
                        "decision.DecisionEngine",
                        "isFencedOff",
                        says(false)),
                guard("from the intent on a fence may stand", "S31 S10", "journal.Fences", "begun", doesNothing()));
    }

    private static Guard guard(String name, String serves, String type, String method, Replacement instead) {
        return Guard.of(name, serves, new Cut(type, method, instead));
    }
}
