package dev.leeward.simulator.check;

import dev.leeward.journal.Event;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Topology;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * S18: "restart or total loss of controllers causes no external change."
 *
 * <p>Checked: as long as no look at any region of a service ever failed, and nobody gave an order about it, no run of it starts, wherever its
 * traffic was found, and no node changes its targets, however nodes start, stop, crash, freeze, reload or read targets that others changed.
 * Looks that could not be made do not count as failures.
 *
 * <p>Where regions do fail, a restart's own part cannot be told from theirs; that a new life decides on nothing but what it
 * saw itself is S5's and S6's.
 */
final class RestartsChangeNothing extends Judge {
    private final Map<ProbeId, ServiceName> probes = new HashMap<>();
    private final Map<RegionName, List<ServiceName>> regions = new HashMap<>();
    private final Set<ServiceName> untroubled = new HashSet<>();
    private final Set<ServiceName> known = new HashSet<>();

    RestartsChangeNothing(Consumer<Breach> out) {
        super("S18", out);
    }

    @Override
    void before(Instant at, Happening what) {
        if (!(what instanceof Happening.Looked looked)) return;
        if (!(looked.seen().sighting() instanceof Sighting.Failing) || untroubled.isEmpty()) return;
        var service = probes.get(looked.seen().probe());
        if (service != null) untroubled.remove(service);
    }

    @Override
    void judge(Instant at, Happening what) {
        switch (what) {
            case Happening.Began began -> add(began.topology());
            case Happening.Configured configured when configured.accepted() -> add(configured.topology());
            case Happening.LookedAfresh look
            when !look.ready() -> untroubled.removeAll(regions.getOrDefault(look.region(), List.of()));
            case Happening.Ordered ordered -> untroubled.remove(ordered.order().service());
            case Happening.Appended appended -> {
                if (appended.entry().event() instanceof Event.OrderAccepted order) untroubled.remove(order.service());
                if (appended.entry().event() instanceof Event.RunStarted run && untroubled.contains(run.service())) {
                    breach(at, "run %s starts, and nothing ever failed", run.run());
                }
            }
            case Happening.Changed changed when changed.by().isPresent() -> changed(at, changed.target());
            default -> {
                // Neither a reason to act nor an act.
            }
        }
    }

    private void changed(Instant at, TargetId target) {
        scene.owner(target)
                .filter(untroubled::contains)
                .ifPresent(service -> breach(at, "%s of %s is changed, and nothing ever failed", target, service));
    }

    private void add(Topology topology) {
        for (var service : topology.services()) {
            if (known.add(service.name())) untroubled.add(service.name());
            for (var region : service.regions()) {
                region.probes().forEach(probe -> probes.put(probe.id(), service.name()));
                var of = regions.computeIfAbsent(region.name(), _ -> new ArrayList<>());
                if (!of.contains(service.name())) of.add(service.name());
            }
        }
    }
}
