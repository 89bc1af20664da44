package dev.leeward.steering.route53;

import dev.leeward.emulator.route53.HostedZone;
import dev.leeward.emulator.route53.RecordSet;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.testkit.ActuatorRig;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;

/** How somebody at the console lays out the sets of a name; knows nothing of the actuator. */
enum RecordLayout {
    SIMPLE {
        @Override
        Routing routing(Map<RegionName, Endpoints> regions) {
            return new Routing.Simple();
        }

        @Override
        void put(HostedZone zone, String type, long ttl, Shape shape) {
            zone.put(RecordSet.simple(Route53Rig.NAME, type, ttl, shape.active().toArray(String[]::new)));
        }
    },
    WEIGHTED {
        @Override
        Routing routing(Map<RegionName, Endpoints> regions) {
            return new Routing.Weighted(identifiers(regions));
        }

        @Override
        void put(HostedZone zone, String type, long ttl, Shape shape) {
            shape.byRegion().forEach((region, values) -> {
                int weight = region.equals(shape.region()) ? 255 : 0;
                zone.put(RecordSet.weighted(
                        Route53Rig.NAME, type, region + "-set", weight, ttl, values.toArray(String[]::new)));
            });
        }
    },
    FAILOVER {
        @Override
        Routing routing(Map<RegionName, Endpoints> regions) {
            return new Routing.Failover(identifiers(regions));
        }

        @Override
        void put(HostedZone zone, String type, long ttl, Shape shape) {
            shape.byRegion().forEach((region, values) -> {
                String role = region.equals(shape.region()) ? "PRIMARY" : "SECONDARY";
                String check = "check-of-" + region;
                zone.put(RecordSet.failover(
                        Route53Rig.NAME, type, region + "-set", role, check, ttl, values.toArray(String[]::new)));
            });
        }
    };

    /** The values of one type: which region is active, and what each region's set holds. */
    record Shape(RegionName region, Map<RegionName, SortedSet<String>> byRegion) {
        SortedSet<String> active() {
            return Objects.requireNonNull(byRegion.get(region));
        }
    }

    abstract Routing routing(Map<RegionName, Endpoints> regions);

    abstract void put(HostedZone zone, String type, long ttl, Shape shape);

    /** Makes the name answer {@code values} of {@code type}: a region's, or else strange ones in the place of home's. */
    void put(HostedZone zone, RecordType type, SortedSet<String> values, long ttl, Map<RegionName, Endpoints> regions) {
        var byRegion = new TreeMap<RegionName, SortedSet<String>>();
        regions.forEach((region, endpoints) -> {
            if (!endpoints.of(type).isEmpty()) byRegion.put(region, endpoints.of(type));
        });
        RegionName active = byRegion.entrySet().stream()
                .filter(region -> region.getValue().equals(values))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(ActuatorRig.HOME);
        byRegion.put(active, values);
        put(zone, type.name(), ttl, new Shape(active, byRegion));
    }

    private static Map<RegionName, String> identifiers(Map<RegionName, Endpoints> regions) {
        var identifiers = new TreeMap<RegionName, String>();
        regions.keySet().forEach(region -> identifiers.put(region, region + "-set"));
        return identifiers;
    }
}
