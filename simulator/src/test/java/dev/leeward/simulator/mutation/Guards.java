package dev.leeward.simulator.mutation;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every guard of the core that can be switched off. Some cannot, because nothing could be built without them: {@code
 * Endpoints} are never empty (S4), no change is applied that was not planned on a reading (S13), and a step changes its
 * state only as {@code StepTable} has it.
 */
final class Guards {
    private Guards() {}

    static List<Guard> all() {
        return Stream.of(
                        DecisionGuards.all(),
                        HealthGuards.all(),
                        RunGuards.all(),
                        MeasureGuards.all(),
                        LoopGuards.all())
                .flatMap(List::stream)
                .toList();
    }
}
