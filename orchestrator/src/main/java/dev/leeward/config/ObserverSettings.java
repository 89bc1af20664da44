package dev.leeward.config;

import dev.leeward.probe.VantagePoint;
import java.util.List;

/**
 * From where this node looks. The reference probes themselves are in the topology.
 *
 * @param name this node's name, the machine's host name unless given
 * @param resolvers recursive DNS servers for names in probes; empty: those of the machine
 */
public record ObserverSettings(VantagePoint name, List<ServerAddress> resolvers) {
    public ObserverSettings {
        resolvers = List.copyOf(resolvers);
    }
}
