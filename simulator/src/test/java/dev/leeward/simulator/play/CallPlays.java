package dev.leeward.simulator.play;

import dev.leeward.decision.RunKind;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.world.Trouble;
import java.util.List;

/** Runs whose calls fail, get lost or come too late. */
final class CallPlays {
    private CallPlays() {}

    static List<Play> all() {
        return List.of(
                Script.of("the region that takes over dies while the provider is busy")
                        .dies(60, 600, Shop.EAST)
                        .provider(55, 20, Shop.ONE, Trouble.UNAVAILABLE)
                        .provider(55, 20, Shop.TWO, Trouble.UNAVAILABLE)
                        .dies(66, 300, Shop.WEST)
                        .endsAfter(8),
                Script.of(
                                "the region that takes over answers slowly when the fault shows",
                                new Shop().counts(1, 3, 5).looks(1_000, 900, 250))
                        .slow(30, 300, Shop.WEST, 300)
                        .dies(60, 300, Shop.EAST)
                        .endsAfter(3),
                Script.of(
                                "the region that takes over dies when a planned move begins",
                                new Shop().failover(FailoverPolicy.Mode.MANUAL).counts(30, 3, 5))
                        .dies(59.95, 300, Shop.WEST)
                        .movesTo(60, Shop.WEST, RunKind.SWITCHOVER)
                        .endsAfter(7),
                Script.of("a provider is busy for half an hour")
                        .provider(50, 1_800, Shop.ONE, Trouble.UNAVAILABLE)
                        .dies(60, 1_800, Shop.EAST)
                        .endsAfter(31),
                Script.of("a node dies while it steers")
                        .at(59, new Fault.NodeDiesAtAppend(0, true))
                        .dies(60, 300, Shop.EAST)
                        .endsAfter(3),
                Script.of("a planned move", new Shop().steadyTtl(60))
                        .moves(60, RunKind.SWITCHOVER)
                        .endsAfter(3),
                Script.of("an attempt reports back after it was taken for lost")
                        .at(50, 150, new Fault.ReportsLate(60_000))
                        .dies(60, 300, Shop.EAST)
                        .endsAfter(6),
                Script.of("the region that took over dies before that is verified")
                        .dies(60, 600, Shop.EAST)
                        .at(50, 50, new Fault.ServersLag(Shop.ONE, 10_000))
                        .dies(64, 20, Shop.WEST)
                        .endsAfter(3),
                Script.of("an attempt never reports back")
                        .at(50, 15, new Fault.ReportsVanish(1))
                        .dies(60, 300, Shop.EAST)
                        .thenCalmFor(20),
                Script.of("a provider asks to wait")
                        .provider(50, 120, Shop.ONE, Trouble.THROTTLED)
                        .provider(50, 120, Shop.TWO, Trouble.THROTTLED)
                        .dies(60, 300, Shop.EAST)
                        .endsAfter(5),
                Script.of("a node sleeps over a whole move and wakes up while the journal takes nothing")
                        .at(59, 400, new Fault.NodeFreezesAtAppend(0, true))
                        .dies(60, 30, Shop.EAST)
                        .at(458, 10, new Fault.JournalFails())
                        .endsAfter(1),
                Script.of("one of two names is busy for long during a failover")
                        .dies(60, 600, Shop.EAST)
                        .provider(50, 200, Shop.TWO, Trouble.UNAVAILABLE)
                        .endsAfter(5));
    }
}
