package dev.leeward.simulator.play;

import dev.leeward.decision.RunKind;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.world.Trouble;
import java.time.Duration;
import java.util.List;

/** Moves that go wrong half way, in every way a move can end. */
final class MovePlays {
    private static final long HOUR = 60;

    private MovePlays() {}

    static List<Play> all() {
        return List.of(
                plain("the second name refuses a planned move for a while")
                        .moves(60, RunKind.SWITCHOVER)
                        .provider(75, 100, Shop.TWO, Trouble.FORBIDDEN)
                        .thenCalmFor(HOUR),
                cannotGoBack(plain("a planned move can neither be finished nor taken back"), 80)
                        .moves(60, RunKind.SWITCHOVER)
                        .thenCalmFor(HOUR),
                plain("the second name refuses the way home for a while")
                        .moves(60, RunKind.SWITCHOVER)
                        .moves(200, RunKind.FAILBACK)
                        .provider(215, 100, Shop.TWO, Trouble.FORBIDDEN)
                        .thenCalmFor(HOUR),
                cannotGoBack(plain("a move home can neither be finished nor taken back"), 220)
                        .moves(60, RunKind.SWITCHOVER)
                        .moves(200, RunKind.FAILBACK)
                        .thenCalmFor(HOUR),
                plain("the provider takes no change during a failover")
                        .dies(60, 4_000, Shop.EAST)
                        .provider(50, 3_000, Shop.ONE, Trouble.REQUEST_LOST)
                        .thenCalmFor(HOUR),
                plain("the provider refuses when a move home begins")
                        .moves(60, RunKind.SWITCHOVER)
                        .moves(200, RunKind.FAILBACK)
                        .provider(195, 100, Shop.ONE, Trouble.FORBIDDEN)
                        .thenCalmFor(HOUR),
                plain("the second name refuses a failover for a while")
                        .dies(60, 4_000, Shop.EAST)
                        .provider(50, 100, Shop.TWO, Trouble.FORBIDDEN)
                        .thenCalmFor(HOUR),
                plain("a region dies").dies(60, 4_000, Shop.EAST).thenCalmFor(HOUR),
                plain("a region dies during a pause")
                        .pauses(30, Duration.ofMinutes(30))
                        .dies(60, 4_000, Shop.EAST)
                        .thenCalmFor(HOUR),
                plain("a region dies while many looks cannot be made")
                        .dies(60, 4_000, Shop.EAST)
                        .at(40, 600, new Fault.LooksFail(0.4))
                        .thenCalmFor(HOUR),
                plain("hardly any look can be made")
                        .at(40, 600, new Fault.LooksFail(0.9))
                        .thenCalmFor(HOUR),
                plain("somebody moves a name back to the region that died")
                        .dies(60, 90, Shop.EAST)
                        .at(120, new Fault.Edited(Shop.ONE, Shop.EAST))
                        .thenCalmFor(HOUR),
                plain("somebody moves a name right before a planned move")
                        .at(59, new Fault.Edited(Shop.TWO, Shop.WEST))
                        .moves(60, RunKind.SWITCHOVER)
                        .thenCalmFor(HOUR));
    }

    private static Script plain(String name) {
        return Script.of(name, new Shop().references(0));
    }

    /** While the second name is slow to answer and then refuses, the first begins to refuse, too: after it moved. */
    private static Script cannotGoBack(Script play, double steers) {
        return play.slow(steers - 5, 30, Shop.TWO, 1_000)
                .provider(steers - 4, 2_000, Shop.TWO, Trouble.FORBIDDEN)
                .provider(steers + 1, 2_000, Shop.ONE, Trouble.FORBIDDEN);
    }
}
