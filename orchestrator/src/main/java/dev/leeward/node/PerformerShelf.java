package dev.leeward.node;

import dev.leeward.agents.Agents;
import dev.leeward.config.Configuration;
import dev.leeward.config.MeasureSettings;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.Performer;
import dev.leeward.measure.agents.AgentsPerformer;
import dev.leeward.measure.command.CommandPerformer;
import dev.leeward.measure.flow.FlowPerformer;
import dev.leeward.measure.nodebalancer.NodeBalancerFencePerformer;
import dev.leeward.measure.parameters.ParametersPerformer;
import dev.leeward.measure.secrets.SecretsPerformer;
import dev.leeward.measure.ssh.SshFencePerformer;
import dev.leeward.measure.ssh.SshPerformer;
import dev.leeward.measure.tables.TablesFencePerformer;
import dev.leeward.prober.ProberOfEveryKind;
import dev.leeward.provision.WallTime;
import dev.leeward.region.ServiceName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whoever takes each configured measure. */
final class PerformerShelf implements AutoCloseable {
    /** One measure of one service. */
    record Key(ServiceName service, MeasureId measure) {}

    private final Map<Key, Performer> performers = new LinkedHashMap<>();

    private PerformerShelf() {}

    /** The performers of {@code configuration}. */
    static PerformerShelf of(Configuration configuration, Agents agents) {
        var shelf = new PerformerShelf();
        configuration
                .measures()
                .forEach((service, measures) -> measures.forEach(settings ->
                        shelf.performers.put(new Key(service, settings.id()), make(settings, configuration, agents))));
        return shelf;
    }

    /** Whoever takes {@code measure} of {@code service}, if that is configured. */
    @Nullable
    Performer get(ServiceName service, MeasureId measure) {
        return performers.get(new Key(service, measure));
    }

    /** All of them, in the order of the configuration. */
    Map<Key, Performer> all() {
        return performers;
    }

    private static Performer make(MeasureSettings settings, Configuration configuration, Agents agents) {
        var folder =
                Objects.requireNonNullElse(configuration.file().toAbsolutePath().getParent(), Path.of("."));
        return switch (settings) {
            case MeasureSettings.TablesFence fence ->
                new TablesFencePerformer(
                        configuration
                                .declaration()
                                .orElseThrow(() -> new IllegalStateException("loaded with tables to fence")),
                        fence.tables(),
                        fence.exempt(),
                        new WallTime());
            case MeasureSettings.ByAgents by -> new AgentsPerformer(agents, by.settings());
            case MeasureSettings.BySsh by -> new SshPerformer(by);
            case MeasureSettings.SshFence fence -> new SshFencePerformer(fence);
            case MeasureSettings.NodeBalancerFence fence ->
                new NodeBalancerFencePerformer(
                        fence,
                        configuration
                                .linode()
                                .orElseThrow(() -> new IllegalStateException("loaded with an account at Linode")));
            case MeasureSettings.FlowProof proof ->
                new FlowPerformer(
                        proof.flows(),
                        ProberOfEveryKind.flows(
                                Sockets.of(configuration.observer().resolvers())));
            case MeasureSettings.ByParameters by -> new ParametersPerformer(by);
            case MeasureSettings.BySecrets by -> new SecretsPerformer(by);
            case MeasureSettings.Program program -> new CommandPerformer(program.take(), program.takeBack(), folder);
        };
    }

    @Override
    public void close() {
        performers.values().forEach(Performer::close);
    }
}
