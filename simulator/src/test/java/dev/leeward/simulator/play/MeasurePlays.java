package dev.leeward.simulator.play;

import dev.leeward.decision.RunKind;
import dev.leeward.measure.Measure;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.world.Trouble;
import java.util.List;

/** Moves that fence the region they leave. A planned one lowers TTLs, waits 20 s, and then raises its fence. */
final class MeasurePlays {
    private static final long HOUR = 60;

    private MeasurePlays() {}

    static List<Play> all() {
        return List.of(
                fencing("a region that hangs is fenced and left")
                        .at(60, 600, new Fault.RegionIs(Shop.EAST, Condition.HUNG))
                        .thenCalmFor(HOUR),
                fencing("traffic moves away and home, and fences follow it")
                        .moves(60, RunKind.SWITCHOVER)
                        .moves(300, RunKind.FAILBACK)
                        .thenCalmFor(HOUR),
                fencing("a name refuses a planned move that has raised its fence")
                        .moves(60, RunKind.SWITCHOVER)
                        .provider(75, 100, Shop.TWO, Trouble.FORBIDDEN)
                        .thenCalmFor(HOUR),
                fencing("nobody says what became of a fence, and traffic comes back to it")
                        .at(60, 300, new Fault.RegionIs(Shop.EAST, Condition.HUNG))
                        .at(55, 100, new Fault.MeasuresFail(Trouble.ANSWER_LOST, 1))
                        .moves(700, RunKind.FAILBACK)
                        .thenCalmFor(HOUR),
                fencing("a fence cannot be taken down when its move is taken back")
                        .moves(60, RunKind.SWITCHOVER)
                        .provider(75, 100, Shop.TWO, Trouble.FORBIDDEN)
                        .at(80.2, 600, new Fault.MeasuresFail(Trouble.REQUEST_LOST, 1))
                        .thenCalmFor(HOUR),
                Script.of(
                                "a planned move that has raised its fence gives way to a failover that fails",
                                new Shop().references(0).targets(1).fences(Measure.Occasion.PLANNED))
                        .moves(60, RunKind.SWITCHOVER)
                        .provider(75, 9, Shop.ONE, Trouble.UNAVAILABLE)
                        .dies(82, 30, Shop.EAST)
                        .provider(84.05, 200, Shop.ONE, Trouble.FORBIDDEN)
                        .thenCalmFor(HOUR));
    }

    private static Script fencing(String name) {
        return Script.of(name, new Shop().references(0).fences());
    }
}
