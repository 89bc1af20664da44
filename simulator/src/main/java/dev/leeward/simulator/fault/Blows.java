package dev.leeward.simulator.fault;

import dev.leeward.control.Input;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.service.Topology;
import dev.leeward.simulator.node.Nodes;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.world.Network.Way;
import dev.leeward.simulator.world.World;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Carries the strikes of a plan out in a world. */
public final class Blows {
    private static final Endpoints NOBODYS = Endpoints.of(RecordType.A, "203.0.113.99");

    private final World world;
    private final Nodes nodes;
    private final Topology topology;
    private int under;

    /** {@code topology} is the configuration that the world begins with. */
    public Blows(World world, Nodes nodes, Topology topology) {
        this.world = world;
        this.nodes = nodes;
        this.topology = topology;
    }

    /** Plans all of {@code strikes}. */
    public void plan(List<Strike> strikes) {
        for (var strike : strikes) world.timeline().after(strike.at(), () -> begin(strike));
    }

    /** Whether no fault is on. */
    public boolean calm() {
        return under == 0;
    }

    private void begin(Strike strike) {
        world.tell(new Happening.Fault(strike.fault().toString(), true));
        set(strike.fault(), true);
        if (!strike.lasts().isPositive()) {
            world.tell(new Happening.Fault(strike.fault().toString(), false));
            return;
        }
        under++;
        world.timeline().after(strike.lasts(), () -> {
            under--;
            world.tell(new Happening.Fault(strike.fault().toString(), false));
            set(strike.fault(), false);
        });
    }

    private void set(Fault fault, boolean on) {
        switch (fault) {
            case Fault.RegionIs f -> world.become(new RegionName(f.region()), on ? f.condition() : Condition.WELL);
            case Fault.WayIs f ->
                world.network()
                        .set(
                                f.node(),
                                f.place(),
                                on ? new Way(f.lossThere(), f.lossBack(), f.delayMillis() * 1_000_000) : Way.CLEAR);
            case Fault.LooksFail f -> world.blink(on ? f.share() : 0);
            case Fault.LooksStop _ -> world.stopLooks(on);
            case Fault.ReportsVanish f -> world.reports().vanish(on ? f.share() : 0);
            case Fault.ReportsLate f -> world.reports().delay(on ? f.millis() * 1_000_000 : 0);
            case Fault.ProviderIs f ->
                world.provider(new TargetId(f.target()))
                        .trouble(on ? Optional.of(f.trouble()) : Optional.empty(), f.share());
            case Fault.MeasuresFail f ->
                world.measures().trouble(on ? Optional.of(f.trouble()) : Optional.empty(), f.share());
            case Fault.ServersLag f -> world.provider(new TargetId(f.target())).lag((on ? f.millis() : 50) * 1_000_000);
            case Fault.Edited f -> {
                if (on) world.provider(new TargetId(f.target())).edit(values(f.region()));
            }
            case Fault.NodeDies _ -> nodes.keepDown(on);
            case Fault.NodeDiesAtAppend f -> {
                if (on) nodes.dieAtAppend(f.skip(), f.durable());
            }
            case Fault.NodeFreezes f -> {
                if (on) nodes.freeze(f.successor());
                else nodes.thaw();
            }
            case Fault.NodeFreezesAtAppend f -> {
                if (on) nodes.freezeAtAppend(f.skip(), f.successor());
                else {
                    nodes.freezeAtAppend(-1, false);
                    nodes.thaw();
                }
            }
            case Fault.JournalLost _ -> {
                if (on) nodes.loseJournal();
            }
            case Fault.JournalFails _ -> world.disk().fail(on);
            case Fault.JournalSlow f -> world.disk().slow(on ? f.millis() * 1_000_000 : 0);
            case Fault.LeasesDown _ -> world.leases().down(on);
            case Fault.ObserverDown f -> nodes.blindfold(f.observer(), on);
            case Fault.WallJumps f -> {
                if (on) world.jump(Duration.ofSeconds(f.seconds()));
            }
            case Fault.ClockDrifts f -> nodes.drift(on ? f.partsPerMillion() : 0);
            case Fault.Commanded f -> {
                if (on) nodes.order(f.order(), f.dryRun());
            }
            case Fault.Reloaded f -> reload(f.how(), on);
            case Fault.NotifierDown _ -> world.notifierDown(on);
        }
    }

    private Endpoints values(String region) {
        return topology.services().stream()
                .flatMap(service -> service.regions().stream())
                .filter(r -> r.name().value().equals(region))
                .map(r -> r.endpoints())
                .findFirst()
                .orElse(NOBODYS);
    }

    private void reload(Fault.Reload how, boolean on) {
        if (how == Fault.Reload.INVALID) {
            if (on) nodes.misconfigure(new Input.Misconfigured("broken", List.of("line 1: not a mapping")), topology);
            return;
        }
        nodes.configure(on ? Reloads.of(topology, how) : topology);
    }
}
