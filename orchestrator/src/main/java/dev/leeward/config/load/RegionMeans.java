package dev.leeward.config.load;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.MeasureSettings.NodeBalancerPlace;
import dev.leeward.config.load.Draft.RegionDraft;
import dev.leeward.measure.MeasureId;
import dev.leeward.probe.UserFlow;
import dev.leeward.region.RegionName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads measures that are taken by what the regions of a service have: proofs that go through a flow in the region that takes over,
 * and fences at NodeBalancers.
 *
 * @param flows of the service, by name
 * @param regions of the service
 */
record RegionMeans(Map<String, UserFlow> flows, List<RegionDraft> regions) {
    Optional<MeasureSettings> read(Section section, MeasureId id) {
        var flow = section.cell("flow").flatMap(cell -> FlowReading.named(cell, flows));
        Map<RegionName, String> places = new LinkedHashMap<>();
        section.cell("connect-to")
                .flatMap(cell -> cell.named("regions, each with where to connect to"))
                .ifPresent(named -> named.forEach((name, cell) -> region(name, cell)
                        .ifPresent(region -> RegionLooks.place(cell).ifPresent(place -> places.put(region, place)))));
        Map<RegionName, UserFlow> byRegion = new LinkedHashMap<>();
        flow.ifPresent(found -> regions.forEach(region -> byRegion.put(
                region.name(),
                RegionLooks.in(found, Optional.ofNullable(places.get(region.name())), region.endpoints()))));
        return flow.map(_ -> new MeasureSettings.FlowProof(id, byRegion));
    }

    /** A fence at the NodeBalancers of the regions. */
    MeasureSettings fence(MeasureId id, String mode) {
        Map<RegionName, NodeBalancerPlace> places = new LinkedHashMap<>();
        regions.forEach(region -> region.nodeBalancer().ifPresent(place -> places.put(region.name(), place)));
        return new MeasureSettings.NodeBalancerFence(id, mode, places);
    }

    private Optional<RegionName> region(String name, Cell cell) {
        return regions.stream()
                .map(RegionDraft::name)
                .filter(region -> region.value().equals(name))
                .findFirst()
                .or(() -> cell.wrong(Cell.quoted(name) + " is no region of this service", "name one that is"));
    }
}
