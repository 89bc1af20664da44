package dev.leeward.simulator.swarm;

import dev.leeward.decision.Order;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.node.Crew;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.world.Chance;
import dev.leeward.simulator.world.Leases;
import dev.leeward.simulator.world.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The faults of one seed. As in swarm testing (Groce et al., ISSTA 2012), each seed has only some kinds, each at its own
 * rate: faults that are always there together hide what only shows when one of them is missing.
 */
final class Mischief {
    /** Kinds of faults that a seed has or has not. */
    private enum Kind {
        REGION,
        WAY_TO_REGION,
        BLIND,
        APART,
        BLINK,
        LOOKS_STOP,
        WAY_TO_PROVIDER,
        PROVIDER,
        LAG,
        EDIT,
        DEATH,
        DEATH_AT_APPEND,
        FREEZE,
        FREEZE_AT_APPEND,
        REPORTS,
        JOURNAL,
        JOURNAL_LOST,
        WALL,
        DRIFT,
        ORDER,
        PAUSE,
        RELOAD,
        NOTIFIER
    }

    private static final int MOST_PER_KIND = 12;
    private static final int VAIN = 60;

    private final Chance chance;
    private final Topology topology;
    private final Crew crew;
    private final Service service;
    private final long seconds;
    private final List<Strike> strikes = new ArrayList<>();
    private final List<Long> scenes = new ArrayList<>();

    private Mischief(Topology topology, Crew crew, Duration length, Chance chance) {
        this.topology = topology;
        this.crew = crew;
        this.service = topology.services().getFirst();
        this.seconds = length.toSeconds();
        this.chance = chance;
        for (long i = chance.magnitude(6); i > 0; i--) scenes.add(chance.between(40, seconds - 60));
    }

    /** Strikes at {@code topology}, all of them over before {@code length} is. */
    static List<Strike> any(Topology topology, Crew crew, Duration length, Chance chance) {
        var mischief = new Mischief(topology, crew, length, chance);
        if (chance.oneIn(8)) return List.of(mischief.loneOutage());
        mischief.disagree();
        var kinds = EnumSet.of(Kind.REGION);
        for (var kind : Kind.values()) {
            if (chance.oneIn(kind == Kind.JOURNAL_LOST ? 20 : 4)) kinds.add(kind);
        }
        for (var kind : kinds) {
            long most = kind == Kind.JOURNAL_LOST ? 2 : MOST_PER_KIND;
            for (long i = chance.magnitude(most); i > 0; i--) mischief.add(kind);
        }
        if (chance.oneIn(3)) {
            mischief.strikes.addAll(Collisions.at(mischief.scenes, topology, crew, mischief.seconds, chance));
        }
        if (chance.oneIn(60)) mischief.manyInVain();
        mischief.strikes.sort(Comparator.comparing(Strike::at));
        return mischief.strikes;
    }

    /** Hardly anything happens but that one region is down for long: what then has to follow can be told exactly. */
    private Strike loneOutage() {
        var down = chance.of(List.of(Condition.DEAD, Condition.HUNG, Condition.ERROR, Condition.WRONG));
        long at = chance.between(180, Math.max(181, seconds / 2));
        long lasts = chance.between(60, seconds - at);
        var region = chance.oneIn(4) ? region() : service.home().name().value();
        return new Strike(
                Duration.ofSeconds(at).plus(fraction()), Duration.ofSeconds(lasts), new Fault.RegionIs(region, down));
    }

    /** Before anybody has looked, somebody edited a target. */
    private void disagree() {
        if (!chance.oneIn(12)) return;
        var service = service();
        var to =
                chance.oneIn(3) ? "nobody" : chance.of(service.regions()).name().value();
        var target = chance.of(service.targets()).value();
        strikes.add(new Strike(Duration.ZERO, Duration.ZERO, new Fault.Edited(target, to)));
    }

    /** After a move a person tries again and again what a provider refuses, and then a region fails. */
    private void manyInVain() {
        var order = new Order.Move(service.name(), "kim", RunKind.SWITCHOVER, Optional.empty(), Set.of(), "again");
        var switchover = new Fault.Commanded(order, false);
        at(60, 0, switchover);
        long refused = 90 + service.steadyTtl().toSeconds();
        at(refused, VAIN * 3, new Fault.ProviderIs(target(), Trouble.FORBIDDEN, 1.0));
        for (long i = 0; i < VAIN; i++) at(refused + 1 + 3 * i, 0, switchover);
        at(refused + VAIN * 3 + 5, chance.magnitude(600), new Fault.RegionIs(region(), Condition.DEAD));
    }

    private void at(long second, long lasts, Fault fault) {
        long begin = Math.min(second, seconds - 30);
        long end = Math.min(begin + lasts, seconds - 10);
        strikes.add(new Strike(Duration.ofSeconds(begin), Duration.ofSeconds(end - begin), fault));
    }

    private void add(Kind kind) {
        switch (kind) {
            case REGION -> outage();
            case WAY_TO_REGION -> strike(300, way(region()));
            case BLIND -> blind();
            case APART -> apart();
            case BLINK -> strike(600, new Fault.LooksFail(chance.of(List.of(0.1, 0.4, 0.9, 1.0))));
            case LOOKS_STOP -> strike(120, new Fault.LooksStop());
            case WAY_TO_PROVIDER -> strike(300, way(target()));
            case PROVIDER ->
                strike(
                        2_000,
                        new Fault.ProviderIs(
                                target(), chance.of(List.of(Trouble.values())), chance.of(List.of(0.2, 0.5, 1.0))));
            case LAG -> strike(600, new Fault.ServersLag(target(), 1_000 * chance.magnitude(120)));
            case EDIT -> moment(new Fault.Edited(target(), chance.oneIn(2) ? "nobody" : region()));
            case DEATH -> strike(200, new Fault.NodeDies());
            case DEATH_AT_APPEND -> moment(new Fault.NodeDiesAtAppend(chance.between(0, 4), chance.oneIn(2)));
            case FREEZE -> strike(120, new Fault.NodeFreezes(chance.oneIn(2)));
            case FREEZE_AT_APPEND -> strike(120, new Fault.NodeFreezesAtAppend(chance.between(0, 6), chance.oneIn(2)));
            case REPORTS ->
                strike(
                        900,
                        chance.oneIn(2)
                                ? new Fault.ReportsVanish(chance.of(List.of(0.2, 1.0)))
                                : new Fault.ReportsLate(1_000 * chance.magnitude(200)));
            case JOURNAL_LOST -> moment(new Fault.JournalLost());
            case JOURNAL ->
                strike(60, chance.oneIn(2) ? new Fault.JournalFails() : new Fault.JournalSlow(chance.magnitude(5_000)));
            case WALL -> moment(new Fault.WallJumps(chance.between(-7_200L, 7_200L)));
            case DRIFT -> strike(3_000, new Fault.ClockDrifts(chance.between(-9_000L, 9_000L)));
            case ORDER -> moment(new Fault.Commanded(order(), chance.oneIn(6)));
            case PAUSE -> pause();
            case RELOAD -> strike(600, new Fault.Reloaded(chance.of(List.of(Fault.Reload.values()))));
            case NOTIFIER -> strike(300, new Fault.NotifierDown());
        }
    }

    private void strike(long most, Fault fault) {
        long at = moment();
        long lasts = Math.min(chance.magnitude(most), Math.max(1, seconds - at - 1));
        strikes.add(new Strike(Duration.ofSeconds(at).plus(fraction()), Duration.ofSeconds(lasts), fault));
    }

    private void moment(Fault fault) {
        strikes.add(new Strike(Duration.ofSeconds(moment()).plus(fraction()), Duration.ZERO, fault));
    }

    /** Most strikes come together in a few scenes: while something is under way is where the corners are. */
    private long moment() {
        if (chance.oneIn(4)) return chance.between(30, seconds - 60);
        return Math.min(seconds - 60, chance.of(scenes) + chance.magnitude(120));
    }

    private Duration fraction() {
        return Duration.ofMillis(chance.between(0, 1_000));
    }

    private Fault way(String place) {
        double loss = chance.of(List.of(0.05, 0.3, 1.0));
        return switch (chance.between(0, 3)) {
            case 0 -> new Fault.WayIs(node(), place, loss, 0, 0);
            case 1 -> new Fault.WayIs(node(), place, 0, loss, 0);
            default -> new Fault.WayIs(node(), place, loss, loss, chance.magnitude(3_000));
        };
    }

    /** One node sees nothing of anything any more. */
    private void blind() {
        var node = node();
        long at = moment();
        long lasts = Math.min(chance.magnitude(200), Math.max(1, seconds - at - 1));
        var places = new ArrayList<String>();
        for (var service : topology.services()) {
            service.regions().forEach(r -> places.add(r.name().value()));
        }
        topology.references().forEach(p -> places.add(p.id().value()));
        for (var place : places) {
            var begin = Duration.ofSeconds(at).plus(fraction());
            strikes.add(new Strike(begin, Duration.ofSeconds(lasts), new Fault.WayIs(node, place, 1, 1, 0)));
        }
    }

    /** Several services often fail together, as they run in the same places. */
    private void outage() {
        var fault = new Fault.RegionIs(region(), condition());
        strike(600, fault);
        if (topology.services().size() == 1 || chance.oneIn(2)) return;
        var strike = strikes.getLast();
        for (var service : topology.services()) {
            for (var region : service.regions()) {
                var name = region.name().value();
                boolean together = place(name).equals(place(fault.region())) && !name.equals(fault.region());
                if (together) {
                    var same = new Fault.RegionIs(name, fault.condition());
                    strikes.add(new Strike(strike.at(), strike.lasts(), same));
                }
            }
        }
    }

    private static String place(String region) {
        return region.replaceFirst("^s\\d+-", "");
    }

    private void pause() {
        var service = service();
        if (chance.oneIn(3)) {
            moment(new Fault.Commanded(new Order.Resume(service.name(), "kim"), false));
            return;
        }
        var length = chance.oneIn(12) ? Duration.ofDays(8) : Duration.ofSeconds(chance.magnitude(1_800));
        moment(new Fault.Commanded(new Order.Pause(service.name(), "kim", length, "a change"), false));
    }

    private Order order() {
        var service = service();
        var to = chance.oneIn(2) ? Optional.of(chance.of(service.regions()).name()) : Optional.<RegionName>empty();
        return switch (chance.between(0, 4)) {
            case 0 -> new Order.Approve(service.name(), "kim");
            case 1 -> new Order.Move(service.name(), "kim", RunKind.FAILOVER, to, force(), "an outage");
            case 2 -> new Order.Move(service.name(), "kim", RunKind.FAILBACK, Optional.empty(), force(), "home");
            default -> new Order.Move(service.name(), "kim", RunKind.SWITCHOVER, to, force(), "a rehearsal");
        };
    }

    private Set<Rule> force() {
        if (!chance.oneIn(3)) return Set.of();
        return chance.of(List.of(
                Set.of(Rule.NO_RUN),
                Set.of(Rule.ACTIVE_UNHEALTHY),
                Set.of(Rule.ACTIVE_KNOWN),
                Set.of(Rule.TARGET_READY)));
    }

    private Condition condition() {
        return chance.of(List.of(
                Condition.SLOW,
                Condition.HALF,
                Condition.DEAD,
                Condition.DEAD,
                Condition.HUNG,
                Condition.ERROR,
                Condition.WRONG));
    }

    /** Somebody who looks, or who decides; a single node that froze is followed by another. */
    private String node() {
        int number = chance.between(1, 1 + Math.max(2, crew.nodes()));
        if (crew.observers() == 0 || chance.oneIn(2))
            return "node-" + (crew.nodes() == 1 && chance.oneIn(2) ? 1 : number);
        return observer();
    }

    private String observer() {
        return "observer-" + chance.between(1, crew.observers() + 1);
    }

    /** What lies between those who look and those who decide, or between these and who grants the lead. */
    private void apart() {
        if (crew.nodes() > 1 && chance.oneIn(2)) {
            strike(60, chance.oneIn(3) ? new Fault.LeasesDown() : way(Leases.PLACE));
        } else if (crew.observers() > 0 && chance.oneIn(3)) {
            strike(600, new Fault.ObserverDown(observer()));
        } else {
            var from = crew.observers() > 0 && chance.oneIn(2) ? observer() : "node-" + chance.between(1, 4);
            double loss = chance.of(List.of(0.3, 1.0));
            long delay = chance.oneIn(2) ? chance.magnitude(30_000) : 0;
            strike(600, new Fault.WayIs(from, "node-" + chance.between(1, 4), loss, 0, delay));
        }
    }

    private Service service() {
        return chance.of(topology.services());
    }

    private String region() {
        var service = service();
        return chance.oneIn(2)
                ? service.home().name().value()
                : chance.of(service.regions()).name().value();
    }

    private String target() {
        return chance.of(service().targets()).value();
    }
}
