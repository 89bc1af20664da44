package dev.leeward.config.load;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.load.Draft.RegionDraft;
import dev.leeward.measure.MeasureId;
import dev.leeward.probe.UserFlow;
import dev.leeward.region.RegionName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads proofs that go through a flow, in whichever region takes over.
 *
 * @param flows of the service, by name
 * @param regions of the service
 */
record FlowProofs(Map<String, UserFlow> flows, List<RegionDraft> regions) {
    Optional<MeasureSettings> read(Section section, MeasureId id) {
        var flow = section.cell("flow").flatMap(cell -> FlowReading.named(cell, flows));
        Map<RegionName, String> places = new LinkedHashMap<>();
        section.cell("connect-to")
                .flatMap(cell -> cell.named("regions, each with where to connect to"))
                .ifPresent(named -> named.forEach((name, cell) -> region(name, cell)
                        .ifPresent(region -> FlowLooks.place(cell).ifPresent(place -> places.put(region, place)))));
        Map<RegionName, UserFlow> byRegion = new LinkedHashMap<>();
        flow.ifPresent(found -> regions.forEach(region -> byRegion.put(
                region.name(),
                FlowLooks.in(found, Optional.ofNullable(places.get(region.name())), region.endpoints()))));
        return flow.map(_ -> new MeasureSettings.FlowProof(id, byRegion));
    }

    private Optional<RegionName> region(String name, Cell cell) {
        return regions.stream()
                .map(RegionDraft::name)
                .filter(region -> region.value().equals(name))
                .findFirst()
                .or(() -> cell.wrong(Cell.quoted(name) + " is no region of this service", "name one that is"));
    }
}
