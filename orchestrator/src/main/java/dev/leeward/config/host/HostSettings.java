package dev.leeward.config.host;

import dev.leeward.config.ServerAddress;
import dev.leeward.declared.Declaration;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one agent's file means.
 *
 * @param name what the agent is called within its region
 * @param state the folder that is this agent's memory
 * @param orchestrators asked side by side; empty: the agent only serves health
 * @param health where and to whom health is told
 * @param units how systemd is asked
 * @param settings the environment file, where the agent keeps one
 * @param fence what fencing means on this host
 */
public record HostSettings(
        String name,
        ServiceName service,
        RegionName region,
        Path state,
        List<Orchestrator> orchestrators,
        Health health,
        List<HostCheck> checks,
        Declaration stores,
        Systemd units,
        Optional<EnvironmentSettings> settings,
        FenceSettings fence) {
    public HostSettings {
        orchestrators = List.copyOf(orchestrators);
        checks = List.copyOf(checks);
    }

    /**
     * One orchestrator.
     *
     * @param url of its API: scheme, host and port
     * @param authorities PEM file of the only accepted ones, where they are not the JDK's
     */
    public record Orchestrator(URI url, Secret token, Optional<Path> authorities) {}

    /**
     * How health is told.
     *
     * @param listen where; plain HTTP, as load balancers ask
     * @param details whether other machines get the details too, and not only the verdict
     */
    public record Health(ServerAddress listen, boolean details) {}

    /**
     * How systemd is asked.
     *
     * @param program what changes units: {@code systemctl}, or {@code sudo -n systemctl}
     * @param limit of one call
     */
    public record Systemd(List<String> program, Duration limit) {
        public Systemd {
            program = List.copyOf(program);
        }
    }
}
