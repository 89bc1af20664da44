package dev.leeward.simulator.play;

import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.world.Trouble;
import java.time.Duration;
import java.util.List;

/** What is decided, when, by whom, and how often. */
final class DecisionPlays {
    /** More runs than the journal remembers. */
    private static final int MANY = 52;

    private DecisionPlays() {}

    static List<Play> all() {
        return List.of(
                Script.of("the region dies while a planned move waits for caches", new Shop().steadyTtl(600))
                        .moves(60, RunKind.SWITCHOVER)
                        .dies(240, 900, Shop.EAST)
                        .endsAfter(5),
                Script.of("a node starts while the region is down", new Shop().counts(1, 3, 5))
                        .at(100, 20, new Fault.NodeDies())
                        .dies(110, 600, Shop.EAST)
                        .endsAfter(3),
                Script.of("nobody sees anything for a moment")
                        .at(60, 7, new Fault.LooksFail(1))
                        .endsAfter(3),
                Script.of(
                                "a region dies where a person has to approve",
                                new Shop().failover(FailoverPolicy.Mode.APPROVAL))
                        .dies(60, 600, Shop.EAST)
                        .endsAfter(3),
                Script.of("every provider refuses a failover")
                        .dies(60, 900, Shop.EAST)
                        .provider(50, 900, Shop.ONE, Trouble.FORBIDDEN)
                        .provider(50, 900, Shop.TWO, Trouble.FORBIDDEN)
                        .endsAfter(2),
                Script.of("a region dies where a limit on data loss is set", new Shop().limitsLoss())
                        .dies(60, 600, Shop.EAST)
                        .endsAfter(3),
                Script.of(
                                "traffic is away from home where a limit on data loss is set",
                                new Shop()
                                        .failback(FailbackPolicy.Mode.AUTOMATIC)
                                        .limitsLoss())
                        .moves(30, RunKind.SWITCHOVER, Rule.CONVERGED)
                        .endsAfter(8),
                Script.of(
                                "home comes back, and traffic follows by itself",
                                new Shop().failback(FailbackPolicy.Mode.AUTOMATIC))
                        .dies(60, 30, Shop.EAST)
                        .endsAfter(5),
                Script.of(
                                "home comes back outside of the maintenance window",
                                new Shop()
                                        .failback(FailbackPolicy.Mode.AUTOMATIC)
                                        .window())
                        .dies(60, 30, Shop.EAST)
                        .endsAfter(5),
                Script.of("a person pauses, a region dies, and the pause runs out")
                        .pauses(30, Duration.ofMinutes(3))
                        .dies(60, 600, Shop.EAST)
                        .moves(230, RunKind.FAILBACK)
                        .moves(240, RunKind.FAILBACK)
                        .endsAfter(3),
                Script.of(
                                "a region dies where nothing moves by itself",
                                new Shop().failover(FailoverPolicy.Mode.SHADOW))
                        .dies(60, 300, Shop.EAST)
                        .endsAfter(3),
                Script.of("both regions die", new Shop())
                        .dies(60, 300, Shop.WEST)
                        .dies(60, 300, Shop.EAST)
                        .endsAfter(3),
                Script.of("a pause comes in the middle of a failover")
                        .dies(60, 600, Shop.EAST)
                        .provider(50, 40, Shop.TWO, Trouble.UNAVAILABLE)
                        .pauses(70, Duration.ofMinutes(3))
                        .endsAfter(5),
                Script.of(
                                "home comes back sooner than the dwell allows",
                                new Shop()
                                        .failback(FailbackPolicy.Mode.AUTOMATIC)
                                        .dwell(300))
                        .dies(60, 30, Shop.EAST)
                        .endsAfter(5),
                Script.of(
                                "a node starts again and again while a person is awaited",
                                new Shop().failover(FailoverPolicy.Mode.APPROVAL))
                        .dies(60, 600, Shop.EAST)
                        .at(100, 2, new Fault.NodeDies())
                        .at(140, 2, new Fault.NodeDies())
                        .endsAfter(3),
                manyAborts());
    }

    /** The one move that the budget allows must not be forgotten. */
    private static Play manyAborts() {
        var play = Script.of(
                        "many planned moves are refused between two outages",
                        new Shop().budget(1).settleAfter(3_600))
                .dies(60, 60, Shop.EAST)
                .provider(190, 6 * MANY, Shop.ONE, Trouble.FORBIDDEN);
        for (int i = 0; i < MANY; i++) play.moves(195 + 5 * i, RunKind.SWITCHOVER);
        return play.dies(200 + 6 * MANY, 300, Shop.WEST).endsAfter(3);
    }
}
