package dev.leeward.config;

import dev.leeward.measure.MeasureId;
import dev.leeward.probe.UserFlow;
import dev.leeward.region.RegionName;
import dev.leeward.secret.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** By which means one measure is taken. */
public sealed interface MeasureSettings {
    /** Which measure of its service. */
    MeasureId id();

    /**
     * A fence of resource policies around the service's tables.
     *
     * @param tables by name
     * @param exempt ARNs of roles and users that may write all the same
     */
    record TablesFence(MeasureId id, List<String> tables, List<String> exempt) implements MeasureSettings {
        public TablesFence {
            tables = List.copyOf(tables);
            exempt = List.copyOf(exempt);
        }
    }

    /**
     * A fence that the agents of the region that is left put up, and settings that those of the one that takes over put into
     * force.
     *
     * @param settings by region; empty for a fence
     */
    record ByAgents(MeasureId id, Map<RegionName, Map<String, String>> settings) implements MeasureSettings {
        public ByAgents {
            settings = Map.copyOf(settings);
        }
    }

    /**
     * Settings that this node puts into force on the hosts of the region that takes over, by SSH.
     *
     * @param hosts by region
     * @param file the environment file on each of them
     * @param values by region
     * @param reload units that are reloaded afterwards
     * @param restart units that are restarted afterwards
     * @param proof a program on the host that shows that the application works
     */
    record BySsh(
            MeasureId id,
            SshAccess access,
            Map<RegionName, List<ServerAddress>> hosts,
            String file,
            Map<RegionName, Map<String, String>> values,
            List<String> reload,
            List<String> restart,
            Optional<List<String>> proof)
            implements MeasureSettings {
        public BySsh {
            hosts = Map.copyOf(hosts);
            values = Map.copyOf(values);
            reload = List.copyOf(reload);
            restart = List.copyOf(restart);
            proof = proof.map(List::copyOf);
        }
    }

    /**
     * A fence that this node puts up on the hosts of the region that is left, by SSH.
     *
     * @param hosts by region
     * @param file the one on each of them that is there while the fence stands
     * @param on a program that turns maintenance on; run again whenever the order is repeated, so it must bear that
     * @param off the program that turns it off
     * @param stop units that are stopped, in this order
     * @param proof a program on the host that shows that nobody can write there
     */
    record SshFence(
            MeasureId id,
            SshAccess access,
            Map<RegionName, List<ServerAddress>> hosts,
            String file,
            Optional<List<String>> on,
            Optional<List<String>> off,
            List<String> stop,
            Optional<List<String>> proof)
            implements MeasureSettings {
        public SshFence {
            hosts = Map.copyOf(hosts);
            on = on.map(List::copyOf);
            off = off.map(List::copyOf);
            stop = List.copyOf(stop);
            proof = proof.map(List::copyOf);
        }
    }

    /**
     * Parameters of AWS Systems Manager that are given their values in the region that takes over.
     *
     * @param values by region and name
     * @param secrets by region and name: for parameters that are encrypted
     */
    record ByParameters(
            MeasureId id,
            AwsAccess access,
            Map<RegionName, Map<String, String>> values,
            Map<RegionName, Map<String, Secret>> secrets)
            implements MeasureSettings {
        public ByParameters {
            values = Map.copyOf(values);
            secrets = Map.copyOf(secrets);
        }
    }

    /**
     * Secrets of AWS Secrets Manager that are given their values in the region that takes over.
     *
     * @param secrets by region and name or ARN
     */
    record BySecrets(MeasureId id, AwsAccess access, Map<RegionName, Map<String, Secret>> secrets)
            implements MeasureSettings {
        public BySecrets {
            secrets = Map.copyOf(secrets);
        }
    }

    /**
     * A program of the user's own.
     *
     * @param take the program that takes it, with its arguments, run without a shell
     * @param takeBack the one that takes it back
     */
    record Program(MeasureId id, List<String> take, Optional<List<String>> takeBack) implements MeasureSettings {
        public Program {
            take = List.copyOf(take);
            takeBack = takeBack.map(List::copyOf);
        }
    }

    /**
     * A flow that is gone through in the region that takes over.
     *
     * @param flows by region, each connecting to it
     */
    record FlowProof(MeasureId id, Map<RegionName, UserFlow> flows) implements MeasureSettings {
        public FlowProof {
            flows = Map.copyOf(flows);
        }
    }

    /**
     * A fence at the NodeBalancer of the region that is left.
     *
     * @param mode what its nodes are set to: {@code reject} or {@code drain}
     * @param places the NodeBalancers, by region
     */
    record NodeBalancerFence(MeasureId id, String mode, Map<RegionName, NodeBalancerPlace> places)
            implements MeasureSettings {
        public NodeBalancerFence {
            places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
        }
    }

    /**
     * A region's NodeBalancer.
     *
     * @param name its label, or its id
     * @param region of Linode's, where it has to be
     * @param addresses that users of the region are sent to, which have to be its own
     */
    record NodeBalancerPlace(String name, Optional<String> region, List<String> addresses) {
        public NodeBalancerPlace {
            addresses = List.copyOf(addresses);
        }
    }
}
