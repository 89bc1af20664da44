package dev.leeward.simulator.play;

import dev.leeward.service.FailoverPolicy;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.trace.Condition;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What looks show, and what they do not. */
final class SightPlays {
    private static final int SPELLS = 20;

    private SightPlays() {}

    static List<Play> all() {
        return List.of(
                Script.of("nobody sees anything for a minute")
                        .at(60, 60, new Fault.LooksFail(1))
                        .endsAfter(3),
                Script.of(
                                "an observer goes blind and sees again while its looks are still under way",
                                new Shop().counts(1, 3, 5).looks(1_000, 900, 100))
                        .cut(60, 2.5, Shop.EAST, Shop.REFERENCE)
                        .endsAfter(3),
                flapping(),
                Script.of("a region comes back", new Shop().failover(FailoverPolicy.Mode.MANUAL))
                        .dies(60, 10, Shop.EAST)
                        .endsAfter(3),
                Script.of(
                                "a region fails a little before and after a long silence",
                                new Shop().looks(1_000, 500, 1_000))
                        .dies(60, 1.99, Shop.EAST)
                        .at(62, 8, new Fault.LooksFail(1))
                        .dies(69, 2.99, Shop.EAST)
                        .endsAfter(3),
                Script.of(
                                "an observer that nobody asked sees what one of the others sees",
                                new Shop().quorum(2).observers("node-1", "observer-1"))
                        .observers(2)
                        .cut(70, 60, Shop.EAST)
                        .cutOff("observer-2", 70, 60, Shop.EAST)
                        .endsAfter(3),
                Script.of(
                                "one of three observers does not get through, and the others see nothing at all",
                                new Shop().quorum(2))
                        .observers(2)
                        .cut(70, 60, Shop.EAST)
                        .cutOff("observer-1", 70, 60, Shop.EAST, Shop.REFERENCE)
                        .cutOff("observer-2", 70, 60, Shop.EAST, Shop.REFERENCE)
                        .endsAfter(3),
                Script.of(
                                "one observer sees hardly anything well, and another misses one region",
                                new Shop().services(3).quorum(2))
                        .observers(2)
                        .cutOff("observer-1", 70, 60, everyRegionOf(3))
                        .cut(90, 40, Shop.EAST)
                        .endsAfter(3),
                Script.of(
                                "a region hangs for a moment, and time-outs come in after it has answered",
                                new Shop().counts(2, 3, 5).looks(1_000, 900, 250))
                        .at(60, 1.4, new Fault.RegionIs(Shop.EAST, Condition.HUNG))
                        .at(90.5, 1.4, new Fault.RegionIs(Shop.EAST, Condition.HUNG))
                        .endsAfter(3));
    }

    private static String[] everyRegionOf(int services) {
        return IntStream.rangeClosed(1, services)
                .mapToObj(i -> i == 1 ? "" : "s" + i + "-")
                .flatMap(prefix -> Stream.of(prefix + Shop.EAST, prefix + Shop.WEST))
                .toArray(String[]::new);
    }

    /** One look in three fails. */
    private static Play flapping() {
        var play = Script.of("a region flaps", new Shop().looks(1_000, 500, 1_000));
        for (int i = 0; i < SPELLS; i++) play.dies(60 + 3 * i, 1, Shop.EAST);
        return play.pauses(100, Duration.ofMinutes(1)).endsAfter(3);
    }
}
