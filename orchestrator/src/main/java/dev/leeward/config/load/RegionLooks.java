package dev.leeward.config.load;

import dev.leeward.config.MeasureSettings.NodeBalancerPlace;
import dev.leeward.probe.Check;
import dev.leeward.probe.UserFlow;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.resolve.HostPort;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What probes of a region may refer to: the flows of its service, which are gone through at the region's own address, since the name
 * in their base leads to whichever region is active; and its NodeBalancer.
 *
 * @param flows of the service, by name
 * @param region its addresses
 * @param nodeBalancer which one the region has
 */
record RegionLooks(Map<String, UserFlow> flows, Optional<Endpoints> region, Optional<NodeBalancerPlace> nodeBalancer) {
    /** Where there are no flows, as among references. */
    static final RegionLooks NONE = new RegionLooks(Map.of(), Optional.empty(), Optional.empty());

    private static final List<RecordType> ORDER = List.of(RecordType.A, RecordType.AAAA, RecordType.CNAME);

    /** The short form: only the flow's name. */
    Optional<Check> shortForm(Cell cell) {
        return FlowReading.named(cell, flows).map(flow -> at(flow, Optional.empty()));
    }

    Optional<Check> check(Section section) {
        Optional<UserFlow> flow =
                section.require("flow", "flow: with the name of one").flatMap(cell -> FlowReading.named(cell, flows));
        Optional<String> place = section.optional("connect-to", RegionLooks::place);
        return flow.map(found -> at(found, place));
    }

    private Check at(UserFlow flow, Optional<String> place) {
        return new Check.Flow(in(flow, place, region));
    }

    /** The flow as it is gone through in a region of these addresses. */
    static UserFlow in(UserFlow flow, Optional<String> place, Optional<Endpoints> region) {
        return flow.connectingTo(place.or(() -> region.flatMap(endpoints -> ownAddress(flow, endpoints))));
    }

    /** The first, unless the base says an address itself. */
    private static Optional<String> ownAddress(UserFlow flow, Endpoints region) {
        String host = Optional.ofNullable(flow.base().getHost()).orElse("").replaceAll("[\\[\\]]", "");
        if (HostPort.literal(host).isPresent()) return Optional.empty();
        return ORDER.stream()
                .flatMap(type -> Stream.ofNullable(region.byType().get(type)))
                .flatMap(Collection::stream)
                .findFirst();
    }

    /** {@code host} or {@code host:port}. */
    static Optional<String> place(Cell cell) {
        return Network.server(0, 0).parse(cell).map(at -> at.port() == 0 ? at.host() : at.toString());
    }
}
