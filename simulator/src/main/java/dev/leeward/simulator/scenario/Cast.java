package dev.leeward.simulator.scenario;

import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.steering.TargetId;
import java.util.List;

/** Who is meant by the names in a scenario, for one service at one moment. */
final class Cast {
    private final Topology topology;
    private final Service service;
    private final RegionName active;

    Cast(Topology topology, RegionName active) {
        this.topology = topology;
        this.service = topology.services().getFirst();
        this.active = active;
    }

    /** The service it is about. */
    Service service() {
        return service;
    }

    /** The region that {@code name} means. */
    String region(String name) {
        return switch (name) {
            case "active" -> active.value();
            case "home" -> service.home().name().value();
            case "standby" ->
                service.regions().stream()
                        .map(region -> region.name())
                        .filter(region -> !region.equals(active))
                        .findFirst()
                        .orElse(active)
                        .value();
            default -> name;
        };
    }

    /** The targets that {@code name} means; none, when it is another service's. */
    List<String> targets(String name) {
        return service.targets().stream()
                .map(TargetId::value)
                .filter(target -> name.equals("all") || name.equals(target))
                .toList();
    }

    /** The places at the far end of the ways that {@code name} means. */
    List<String> places(String name) {
        return switch (name) {
            case "regions" -> regions();
            case "references" -> references();
            case "providers" -> targets("all");
            case "everything" ->
                List.of(regions(), references(), targets("all")).stream()
                        .flatMap(List::stream)
                        .toList();
            default -> List.of(region(name));
        };
    }

    private List<String> regions() {
        return service.regions().stream().map(region -> region.name().value()).toList();
    }

    private List<String> references() {
        return topology.references().stream().map(probe -> probe.id().value()).toList();
    }
}
