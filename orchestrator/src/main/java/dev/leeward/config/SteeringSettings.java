package dev.leeward.config;

import dev.leeward.region.RegionName;
import dev.leeward.secret.Secret;
import dev.leeward.steering.TargetId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing that is steered, and by which means. */
public sealed interface SteeringSettings {
    /** What the target is called, unique in the configuration. */
    TargetId id();

    /** A target that is a name in the DNS. */
    sealed interface Dns extends SteeringSettings permits LinodeDns, Route53, Rfc2136 {
        /** The absolute name that is steered, in lower case without the last dot. */
        String name();

        /** The zone that holds it, where the settings name it; Route 53 knows zones by id. */
        Optional<String> zoneName();

        /** The everyday TTL, in whole seconds. */
        Duration ttl();

        /** The TTL from a failover until it has settled; not above {@link #ttl()}. */
        Duration failoverTtl();

        /** How a move of this name is proven. */
        VerifySettings verify();
    }

    /**
     * A name at the Linode DNS Manager.
     *
     * @param domain the zone
     * @param record relative to the zone; empty for the zone's own name
     * @param ttl one of the values that the API accepts
     * @param apiUrl where the API is, without a slash at the end
     */
    record LinodeDns(
            String domain,
            String record,
            Duration ttl,
            Duration failoverTtl,
            Secret token,
            URI apiUrl,
            VerifySettings verify)
            implements Dns {
        /** Where Linode's API is. */
        public static final URI API = URI.create("https://api.linode.com/v4");

        @Override
        public TargetId id() {
            return new TargetId("linode-dns:" + name());
        }

        @Override
        public String name() {
            return absolute(record, domain);
        }

        @Override
        public Optional<String> zoneName() {
            return Optional.of(domain);
        }
    }

    /**
     * A name in a hosted zone of Route 53.
     *
     * @param zone the hosted zone's id, without {@code /hostedzone/}
     * @param name the absolute name
     * @param setIdentifiers by region, for every region of the service; empty for simple routing
     * @param aliases the regions whose sets are aliases instead of holding the region's addresses
     * @param endpointUrl another address of the API than Amazon's
     * @param credentials empty: the default chain of the AWS SDK
     */
    record Route53(
            String zone,
            String name,
            Duration ttl,
            Duration failoverTtl,
            Routing routing,
            Map<RegionName, String> setIdentifiers,
            Map<RegionName, Alias> aliases,
            Optional<URI> endpointUrl,
            Optional<AccessKey> credentials,
            VerifySettings verify)
            implements Dns {
        public Route53 {
            setIdentifiers = Map.copyOf(setIdentifiers);
            aliases = Map.copyOf(aliases);
        }

        @Override
        public TargetId id() {
            return new TargetId("route53:" + name);
        }

        @Override
        public Optional<String> zoneName() {
            return Optional.empty();
        }
    }

    /** How Route 53 lays out the sets of a name. */
    enum Routing {
        /** One set, replaced as a whole. */
        SIMPLE,
        /** One set per region; the active region's has all the weight. */
        WEIGHTED,
        /** Two regions: PRIMARY and SECONDARY. */
        FAILOVER
    }

    /**
     * Points at another name of AWS's.
     *
     * @param zone the id of the zone of that name (of a load balancer: that of its kind and region)
     */
    record Alias(String zone, String name, boolean evaluateTargetHealth) {}

    /** Credentials of their own for one target. */
    record AccessKey(Secret id, Secret key) {}

    /**
     * A name on a server that takes dynamic updates (RFC 2136).
     *
     * @param server the zone's primary
     * @param record relative to the zone; empty for the zone's own name
     * @param key signs every update: a server that takes unsigned ones takes them from anybody
     */
    record Rfc2136(
            ServerAddress server,
            String zone,
            String record,
            Duration ttl,
            Duration failoverTtl,
            TsigKey key,
            VerifySettings verify)
            implements Dns {
        @Override
        public TargetId id() {
            return new TargetId("rfc2136:" + name());
        }

        @Override
        public String name() {
            return absolute(record, zone);
        }

        @Override
        public Optional<String> zoneName() {
            return Optional.of(zone);
        }
    }

    /**
     * A program of the user's that plans, applies and verifies.
     *
     * @param name what the target is called
     * @param command the program and its arguments, run without a shell
     * @param timeout deadline of one call
     */
    record Exec(String name, List<String> command, Duration timeout) implements SteeringSettings {
        public Exec {
            command = List.copyOf(command);
            if (command.isEmpty()) throw new IllegalArgumentException("no program named");
        }

        @Override
        public TargetId id() {
            return new TargetId("exec:" + name);
        }
    }

    private static String absolute(String relative, String zone) {
        return relative.isEmpty() ? zone : relative + "." + zone;
    }
}
