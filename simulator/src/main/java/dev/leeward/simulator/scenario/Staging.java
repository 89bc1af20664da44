package dev.leeward.simulator.scenario;

import dev.leeward.decision.Order;
import dev.leeward.decision.RunKind;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Topology;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.world.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Turns an incident into faults of the simulated world, once it is known who is meant. */
public final class Staging {
    private static final String SIMULATED = "simulated person";
    private static final List<String> NODES = List.of("node-1", "node-2");

    private final Cast cast;
    private final Chance chance;
    private final Duration lasts;

    private Staging(Cast cast, Chance chance, Duration lasts) {
        this.cast = cast;
        this.chance = chance;
        this.lasts = lasts;
    }

    /**
     * The faults of {@code incident}, with their times from its beginning.
     *
     * @param topology of one service
     * @param active the region that carries its traffic now
     * @param left how long is left until the end
     */
    public static List<Strike> of(
            Incident incident, Topology topology, RegionName active, Duration left, Chance chance) {
        var lasts = incident.lasts().orElse(Duration.ZERO);
        return new Staging(new Cast(topology, active), chance, lasts).strikes(incident.act(), left);
    }

    /** Who orders when a scenario has somebody order. */
    public static String person() {
        return SIMULATED;
    }

    private List<Strike> strikes(Act act, Duration left) {
        return switch (act) {
            case Act.RegionFails a ->
                one(new Fault.RegionIs(cast.region(a.region()), a.how().condition(chance)));
            case Act.RegionFlaps a -> flaps(a, lasts.isZero() ? left : lasts);
            case Act.WayBreaks a -> ways(a);
            case Act.ProviderFails a ->
                each(a.target(), target -> new Fault.ProviderIs(target, a.trouble(), a.share()));
            case Act.ServersLag a -> each(a.target(), target -> new Fault.ServersLag(target, a.by().toMillis()));
            case Act.Edited a ->
                each(
                        a.target(),
                        target -> new Fault.Edited(
                                target, a.region().map(cast::region).orElse("nobody")));
            case Act.NodeDies _ -> one(new Fault.NodeDies());
            case Act.NodeFreezes a -> one(new Fault.NodeFreezes(a.successor()));
            case Act.JournalFails _ -> one(new Fault.JournalFails());
            case Act.JournalSlow a -> one(new Fault.JournalSlow(a.each().toMillis()));
            case Act.NoticesLost _ -> one(new Fault.NotifierDown());
            case Act.Pauses a -> order(new Order.Pause(name(), SIMULATED, a.length(), "as the scenario says"));
            case Act.Resumes _ -> order(new Order.Resume(name(), SIMULATED));
            case Act.Approves _ -> order(new Order.Approve(name(), SIMULATED));
            case Act.Moves a -> order(move(a));
        };
    }

    private ServiceName name() {
        return cast.service().name();
    }

    private Order.Move move(Act.Moves act) {
        var kind = switch (act.kind()) {
            case FAILOVER -> RunKind.FAILOVER;
            case SWITCHOVER -> RunKind.SWITCHOVER;
            case FAILBACK -> RunKind.FAILBACK;
        };
        Optional<RegionName> to = act.to().map(cast::region).map(RegionName::new);
        return new Order.Move(name(), SIMULATED, kind, to, Set.of(), "as the scenario says");
    }

    private List<Strike> one(Fault fault) {
        return List.of(new Strike(Duration.ZERO, lasts, fault));
    }

    private List<Strike> order(Order order) {
        return List.of(new Strike(Duration.ZERO, Duration.ZERO, new Fault.Commanded(order, false)));
    }

    private List<Strike> each(String targets, Function<String, Fault> fault) {
        return cast.targets(targets).stream()
                .map(fault)
                .flatMap(f -> one(f).stream())
                .toList();
    }

    private List<Strike> ways(Act.WayBreaks act) {
        return cast.places(act.to()).stream()
                .flatMap(place -> NODES.stream().flatMap(node -> way(node, place, act)))
                .toList();
    }

    private Stream<Strike> way(String node, String place, Act.WayBreaks act) {
        return one(new Fault.WayIs(
                        node,
                        place,
                        act.lossThere(),
                        act.lossBack(),
                        act.delay().toMillis()))
                .stream();
    }

    private List<Strike> flaps(Act.RegionFlaps act, Duration total) {
        var strikes = new ArrayList<Strike>();
        var region = cast.region(act.region());
        var at = Duration.ZERO;
        while (at.compareTo(total) < 0 && strikes.size() < Scenario.MOST_BLOWS) {
            var rest = total.minus(at);
            var down = act.down().compareTo(rest) < 0 ? act.down() : rest;
            strikes.add(
                    new Strike(at, down, new Fault.RegionIs(region, act.how().condition(chance))));
            at = at.plus(act.down()).plus(act.up());
        }
        return strikes;
    }
}
