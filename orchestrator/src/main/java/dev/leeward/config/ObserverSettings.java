package dev.leeward.config;

import dev.leeward.probe.VantagePoint;
import java.util.List;
import java.util.Optional;

/**
 * From where this node looks. The reference probes themselves are in the topology.
 *
 * @param name this node's name, the machine's host name unless given
 * @param place what this node fails together with, by a name of your own
 * @param resolvers recursive DNS servers for names in probes; empty: those of the machine
 */
public record ObserverSettings(VantagePoint name, Optional<String> place, List<ServerAddress> resolvers) {
    public ObserverSettings {
        resolvers = List.copyOf(resolvers);
    }
}
