package dev.leeward.health;

import dev.leeward.probe.Observation;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Region;
import dev.leeward.region.ServiceName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which vantage points see so much fail at once that they are suspected themselves (S17). Not thread-safe; the control loop
 * owns it.
 *
 * <p>The rule: for more than half of all services, and for three at least, the newest looks show <em>no</em> region without a
 * failure. One dead region, or all but one of them, never trips it, however many services are active there; nor does a
 * broken standby here and there beside a dead region. Services that are well nowhere could not be moved anyway, so what the
 * rule holds back is only what the same observer says of the others, where one lying look could move traffic.
 */
public final class Suspicions {
    private static final int FEWEST = 3;

    private final Map<VantagePoint, Seen> seen = new HashMap<>();
    private Map<ServiceName, List<Region>> services = Map.of();
    private Map<ProbeId, ServiceName> owners = Map.of();

    /** What one vantage point saw last, and the services that it sees well nowhere. */
    private record Seen(Map<ProbeId, Observation> newest, Set<ServiceName> nowhere) {}

    /** Looks are taken at these regions from now on. */
    public void watch(Map<ServiceName, List<Region>> next) {
        services = Map.copyOf(next);
        var owned = new HashMap<ProbeId, ServiceName>();
        next.forEach((service, regions) ->
                regions.stream().flatMap(Suspicions::ownEyes).forEach(p -> owned.put(p.id(), service)));
        owners = Map.copyOf(owned);
        for (var each : seen.values()) {
            each.newest().keySet().retainAll(owned.keySet());
            each.nowhere().clear();
            each.nowhere().addAll(wellNowhere(each));
        }
    }

    /** Takes {@code look} in; whether its vantage point came under suspicion by it, or was cleared. */
    public boolean observed(Observation look) {
        var service = owners.get(look.probe());
        if (service == null) return false;
        boolean before = isSuspect(look.from());
        var point = seen.computeIfAbsent(look.from(), _ -> new Seen(new HashMap<>(), new HashSet<>()));
        point.newest().merge(look.probe(), look, VantageView::younger);
        if (isWellNowhere(point, service)) point.nowhere().add(service);
        else point.nowhere().remove(service);
        return before != isSuspect(look.from());
    }

    /** Whether what {@code from} sees fail counts for nothing at the moment. */
    public boolean isSuspect(VantagePoint from) {
        var point = seen.get(from);
        return point != null && isTooMuch(point.nowhere().size(), services.size());
    }

    /** Every vantage point that was heard. */
    public Set<VantagePoint> everybody() {
        return Set.copyOf(seen.keySet());
    }

    private static boolean isTooMuch(int nowhere, int all) {
        return nowhere >= FEWEST && 2 * nowhere > all;
    }

    private Set<ServiceName> wellNowhere(Seen point) {
        return services.keySet().stream().filter(s -> isWellNowhere(point, s)).collect(Collectors.toSet());
    }

    private boolean isWellNowhere(Seen point, ServiceName service) {
        var regions = services.getOrDefault(service, List.of());
        return !regions.isEmpty() && regions.stream().allMatch(r -> ownEyes(r).anyMatch(p -> fails(point, p)));
    }

    /** What others say is no reason to suspect the one who is told it. */
    private static Stream<Probe> ownEyes(Region region) {
        return region.probes().stream().filter(probe -> !probe.isHearsay());
    }

    private static boolean fails(Seen point, Probe probe) {
        var newest = point.newest().get(probe.id());
        return newest != null && newest.sighting() instanceof Sighting.Failing;
    }
}
