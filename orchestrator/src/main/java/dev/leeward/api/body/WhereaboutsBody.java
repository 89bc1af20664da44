package dev.leeward.api.body;

import dev.leeward.control.ServiceView;
import dev.leeward.measure.StandingFence;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a service is: what an application or a script has to know of the regions, and nothing more.
 *
 * @param active the region that carries its traffic
 * @param epoch of the latest move: an answer with a lower one than was seen before is older, from a node that lags
 * @param addresses what the steered names answer while that region is active, by record type
 * @param dynamodb where that region keeps its data, if a store is declared for it
 * @param movingTo the region that a move under way leads to: it is not active yet
 * @param regions all of them, in the order of priority
 * @param silentSince since when this node cannot tell who leads, so that this may be old; absent while it can
 */
public record WhereaboutsBody(
        String service,
        String active,
        long epoch,
        Map<String, List<String>> addresses,
        Optional<DynamoDb> dynamodb,
        Optional<String> movingTo,
        List<Whereabouts> regions,
        Optional<Instant> silentSince) {

    /**
     * Where data is.
     *
     * @param region the name under which the store is called and signed to
     * @param endpoint where a compatible store is; absent: DynamoDB at AWS
     */
    public record DynamoDb(String region, Optional<String> endpoint) {}

    /** A region, and whether a fence stands around it, as far as is known: then nothing may be written there. */
    public record Whereabouts(
            String name, boolean fenced, Map<String, List<String>> addresses, Optional<DynamoDb> dynamodb) {}

    /** Where {@code view}'s service is, with the {@code stores} of its regions; empty while that is not known. */
    public static Optional<WhereaboutsBody> of(
            ServiceView view, Map<RegionName, DynamoDb> stores, Optional<Instant> silentSince) {
        var fenced = view.state().fences().stream().map(StandingFence::region).collect(Collectors.toSet());
        var all = view.service().regions().stream()
                .map(region -> whereabouts(region, fenced, stores))
                .toList();
        return view.state()
                .active()
                .flatMap(active -> all.stream()
                        .filter(each -> each.name().equals(active.value()))
                        .findFirst()
                        .map(here -> new WhereaboutsBody(
                                view.service().name().value(),
                                here.name(),
                                view.state().epoch().value(),
                                here.addresses(),
                                here.dynamodb(),
                                view.state().run().map(run -> run.to().value()).filter(to -> !to.equals(here.name())),
                                all,
                                silentSince)));
    }

    private static Whereabouts whereabouts(Region region, Set<RegionName> fenced, Map<RegionName, DynamoDb> stores) {
        return new Whereabouts(
                region.name().value(),
                fenced.contains(region.name()),
                RegionBody.addresses(region),
                Optional.ofNullable(stores.get(region.name())));
    }
}
