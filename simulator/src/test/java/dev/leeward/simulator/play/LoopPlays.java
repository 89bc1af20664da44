package dev.leeward.simulator.play;

import dev.leeward.service.FailbackPolicy;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.world.Trouble;
import java.time.Duration;
import java.util.List;

/** What the loop itself must not forget, and what it must tell. */
final class LoopPlays {
    private LoopPlays() {}

    static List<Play> all() {
        return List.of(
                Script.of("nothing goes wrong, and the same configuration is loaded again")
                        .at(60, new Fault.Reloaded(Fault.Reload.SAME))
                        .endsAfter(3),
                Script.of("the journal fails while a provider answers")
                        .slow(50, 100, Shop.ONE, 1_000)
                        .dies(60, 300, Shop.EAST)
                        .at(63.5, 4, new Fault.JournalFails())
                        .endsAfter(3),
                Script.of("a node starts for the first time while traffic is away from home")
                        .at(0, 60, new Fault.NodeDies())
                        .at(0, new Fault.Edited(Shop.ONE, Shop.WEST))
                        .at(0, new Fault.Edited(Shop.TWO, Shop.WEST))
                        .endsAfter(2),
                Script.of("a region dies and comes back")
                        .dies(60, 60, Shop.EAST)
                        .thenCalmFor(30),
                Script.of(
                                "a region dies right after it was looked at",
                                new Shop()
                                        .counts(1, 1, 2)
                                        .looks(5_000, 500, 500)
                                        .freshFor(20))
                        .dies(97.3, 300, Shop.EAST)
                        .endsAfter(3),
                Script.of(
                                "a region is configured away while it is looked at",
                                new Shop().regions(3).looks(1_000, 900, 250))
                        .slow(30, 100, Shop.SOUTH, 400)
                        .at(60, 30, new Fault.Reloaded(Fault.Reload.LAST_REGION_GONE))
                        .endsAfter(3),
                Script.of("the journal takes nothing while a region dies")
                        .at(55, 40, new Fault.JournalFails())
                        .dies(60, 300, Shop.EAST)
                        .endsAfter(3),
                Script.of("a sleeping node wakes up after another has moved traffic")
                        .at(58, 60, new Fault.NodeFreezes(true))
                        .dies(60, 300, Shop.EAST)
                        .endsAfter(3),
                Script.of("a region is configured away while traffic moves there", new Shop().regions(3))
                        .dies(50, 500, Shop.WEST)
                        .dies(60, 300, Shop.EAST)
                        .provider(50, 60, Shop.ONE, Trouble.UNAVAILABLE)
                        .at(80, 30, new Fault.Reloaded(Fault.Reload.LAST_REGION_GONE))
                        .endsAfter(3),
                Script.of("somebody sends a name to an address of nobody's before a failover")
                        .at(55, new Fault.Edited(Shop.ONE, "nobody"))
                        .dies(60, 300, Shop.EAST)
                        .endsAfter(3),
                Script.of("somebody moves a name, and nothing else happens")
                        .at(60, new Fault.Edited(Shop.ONE, Shop.WEST))
                        .thenCalmFor(10),
                Script.of("the notifier is down while a region dies")
                        .at(55, 120, new Fault.NotifierDown())
                        .dies(60, 90, Shop.EAST)
                        .thenCalmFor(30),
                Script.of("the journal is lost")
                        .dies(60, 60, Shop.EAST)
                        .at(400, new Fault.JournalLost())
                        .endsAfter(3),
                Script.of(
                                "the journal is lost while traffic is away from a home that is well again",
                                new Shop().failback(FailbackPolicy.Mode.AUTOMATIC))
                        .dies(60, 60, Shop.EAST)
                        .at(150, new Fault.JournalLost())
                        .thenCalmFor(30),
                Script.of("the provider refuses when the everyday TTL is due")
                        .dies(60, 60, Shop.EAST)
                        .provider(150, 600, Shop.ONE, Trouble.FORBIDDEN)
                        .pauses(230, Duration.ofSeconds(10))
                        .endsAfter(8));
    }
}
