package dev.leeward.node;

import static dev.leeward.node.ThreePlaces.EAST;
import static dev.leeward.node.ThreePlaces.PRIMARY;
import static dev.leeward.node.ThreePlaces.WEST;

import dev.leeward.testkit.EtcdServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What can go wrong between three places, two regions and two name servers. */
final class Trials {
    /** So many appends has a failover: its start, and the intent and the outcome of each step. */
    private static final int APPENDS = 5;

    private static final Duration ASLEEP = Duration.ofSeconds(30);
    private static final Duration LOSSY = Duration.ofMinutes(2);
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private Trials() {}

    /** Some of each kind, for every build. */
    static List<Trial> some() {
        return List.of(
                undisturbed(),
                Trial.killed("after", 2),
                Trial.frozen("before", 3, A_WHILE),
                leaderWithoutEtcd(),
                updatesUnanswered(),
                leaderWithoutRegion(),
                majorityLost(),
                loss(Duration.ofSeconds(15)));
    }

    /** Every one. */
    static List<Trial> all() {
        var all = new ArrayList<Trial>();
        all.add(undisturbed());
        for (int append = 1; append <= APPENDS; append++) {
            for (var when : List.of("before", "after")) {
                all.add(Trial.killed(when, append));
                all.add(Trial.frozen(when, append, ASLEEP));
            }
        }
        all.add(Trial.movesAtOnce(
                "leader killed at the moment of the fault",
                world -> world.leader().process().kill()));
        all.add(Trial.movesAtOnce(
                "the leader's whole place is cut off",
                world -> world.lan.cut("a", "b", "c", EAST, WEST, PRIMARY, ThreePlaces.SECONDARY)));
        all.add(leaderWithoutEtcd());
        all.add(Trial.movesAtOnce("leader hears nothing of the other members of etcd", world -> {
            world.lan.cutOneWay("b", "a");
            world.lan.cutOneWay("c", "a");
        }));
        all.add(Trial.movesAtOnce("leader cannot send to the other members of etcd", world -> {
            world.lan.cutOneWay("a", "b");
            world.lan.cutOneWay("a", "c");
        }));
        all.add(Trial.movesOnceRepaired(
                "leader cut off from the primary name server", world -> world.lan.cut("a", PRIMARY), _ -> {}));
        all.add(updatesUnanswered());
        addSight(all);
        all.add(Trial.movesNothing(
                "a member of etcd is lost", A_WHILE, world -> world.etcd.get(2).kill()));
        all.add(Trial.movesAtOnce(
                "a member of etcd is lost", world -> world.etcd.get(2).kill()));
        all.add(Trial.movesAtOnce(
                "a member of etcd hangs", world -> world.etcd.get(1).freeze()));
        all.add(majorityLost());
        all.add(loss(LOSSY));
        all.add(Trial.movesAtOnce("5 % of all packets are lost", world -> world.lan.lose(5)));
        return all;
    }

    /** What not everybody sees. */
    private static void addSight(List<Trial> all) {
        all.add(leaderWithoutRegion());
        all.add(Trial.movesNothing(
                "what the region answers the leader is lost", A_WHILE, world -> world.lan.cutOneWay(EAST, "a")));
        all.add(Trial.movesNothing("leader sees neither region", A_WHILE, world -> world.lan.cut("a", EAST, WEST)));
        all.add(Trial.movesNothing(
                "another node sees neither region", A_WHILE, world -> world.lan.cut("b", EAST, WEST)));
        all.add(Trial.movesAtOnce("another node sees neither region", world -> world.lan.cut("b", EAST, WEST)));
        all.add(Trial.movesAtOnce(
                "another node is killed",
                world -> world.nodes.getLast().process().kill()));
        all.add(Trial.movesNothing(
                "nobody sees the other region, and the active one is well",
                A_WHILE,
                world -> world.lan.cut(WEST, "a", "b", "c")));
    }

    private static Trial leaderWithoutRegion() {
        return Trial.movesNothing(
                "leader cut off from the active region, which the others see",
                A_WHILE,
                world -> world.lan.cut("a", EAST));
    }

    private static Trial undisturbed() {
        return Trial.movesAtOnce("nothing else", _ -> {});
    }

    private static Trial leaderWithoutEtcd() {
        return Trial.movesAtOnce(
                "leader cut off from the other members of etcd", world -> world.lan.cut("a", "b", "c"));
    }

    /** The update is made, and nobody hears of it: unclear, so it is read back. */
    private static Trial updatesUnanswered() {
        return new Trial(
                "what the primary name server answers the leader is lost",
                List.of(),
                world -> {
                    world.lan.cutOneWay(PRIMARY, "a");
                    world.east.kill();
                },
                Trial.Due.ONCE_REPAIRED,
                A_WHILE,
                _ -> {});
    }

    private static Trial majorityLost() {
        return Trial.movesOnceRepaired(
                "two of three members of etcd are lost",
                world -> world.etcd.subList(1, 3).forEach(EtcdServer::kill),
                world -> world.etcd.get(1).restart());
    }

    private static Trial loss(Duration lasts) {
        return Trial.movesNothing(
                "5 % of all packets are lost for " + lasts.toSeconds() + " s, and no region fails",
                lasts,
                world -> world.lan.lose(5));
    }
}
