package dev.leeward.simulator.play;

import dev.leeward.decision.Order;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;

/** People who order what must not be, and who approve. */
final class OrderPlays {
    private OrderPlays() {}

    static List<Play> all() {
        return List.of(
                Script.of("a person orders a failover from a region that is well")
                        .moves(60, RunKind.FAILOVER)
                        .endsAfter(3),
                Script.of(
                                "a person orders a planned move out of a region that is down",
                                new Shop().failover(FailoverPolicy.Mode.MANUAL))
                        .dies(60, 600, Shop.EAST)
                        .moves(90, RunKind.SWITCHOVER)
                        .endsAfter(3),
                Script.of("a person orders a move to a region that is not well again yet", recovering())
                        .dies(60, 10, Shop.WEST)
                        .movesTo(75, Shop.WEST, RunKind.SWITCHOVER)
                        .endsAfter(3),
                Script.of("a person overrides that the region is not well again yet", recovering())
                        .dies(60, 10, Shop.WEST)
                        .movesTo(75, Shop.WEST, RunKind.SWITCHOVER, Rule.TARGET_READY)
                        .endsAfter(3),
                Script.of("a person orders a move to a region that has just missed a look", new Shop().counts(30, 3, 5))
                        .dies(60, 2, Shop.WEST)
                        .movesTo(61.8, Shop.WEST, RunKind.SWITCHOVER)
                        .endsAfter(3),
                Script.of("a person orders traffic home where it is, while one name is elsewhere")
                        .at(40, new Fault.Edited(Shop.TWO, Shop.WEST))
                        .moves(130, RunKind.FAILBACK)
                        .endsAfter(3),
                Script.of("a person pauses for ten days")
                        .pauses(30, Duration.ofDays(10))
                        .endsAfter(3),
                Script.of(
                                "a person approves the way home in the moment in which a failover is due",
                                new Shop().failback(FailbackPolicy.Mode.APPROVAL))
                        .dies(60, 60, Shop.EAST)
                        .at(195, 15, new Fault.JournalSlow(3_000))
                        .dies(200, 300, Shop.WEST)
                        .at(200.1, new Fault.Commanded(new Order.Resume(Shop.NAME, "kim"), false))
                        .approves(202.5)
                        .endsAfter(3),
                Script.of(
                                "nobody approves a failover, and the region comes back",
                                new Shop().failover(FailoverPolicy.Mode.APPROVAL))
                        .dies(60, 60, Shop.EAST)
                        .pauses(200, Duration.ofMinutes(1))
                        .endsAfter(3));
    }

    private static Shop recovering() {
        return new Shop().counts(3, 3, 30);
    }
}
