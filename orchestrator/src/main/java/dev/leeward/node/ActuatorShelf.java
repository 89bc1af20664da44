package dev.leeward.node;

import dev.leeward.config.Configuration;
import dev.leeward.config.ServerAddress;
import dev.leeward.config.SteeringSettings;
import dev.leeward.config.VerifySettings;
import dev.leeward.dns.Recursor;
import dev.leeward.dns.ServerPlace;
import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Authority;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.authority.AuthoritySettings;
import dev.leeward.steering.authority.DelegationAuthority;
import dev.leeward.steering.authority.Quorum;
import dev.leeward.steering.exec.ExecActuator;
import dev.leeward.steering.exec.ExecTarget;
import dev.leeward.steering.linode.LinodeDnsActuator;
import dev.leeward.steering.linode.LinodeDnsTarget;
import dev.leeward.steering.rfc2136.Rfc2136Actuator;
import dev.leeward.steering.rfc2136.Rfc2136Target;
import dev.leeward.steering.rfc2136.TsigAlgorithm;
import dev.leeward.steering.rfc2136.TsigKey;
import dev.leeward.steering.route53.AliasTarget;
import dev.leeward.steering.route53.CallPace;
import dev.leeward.steering.route53.Route53Actuator;
import dev.leeward.steering.route53.Route53Target;
import dev.leeward.steering.route53.Routing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The actuator of every configured target: the one place where settings meet adapters. */
final class ActuatorShelf implements AutoCloseable {
    private static final Duration RESOLVER_PATIENCE = Duration.ofSeconds(3);

    private final Map<TargetId, Actuator> actuators = new HashMap<>();
    private final CallPace route53Pace = CallPace.documented();
    private final Path folder;

    private ActuatorShelf(Path folder) {
        this.folder = folder;
    }

    /** The actuators of {@code configuration}. */
    static ActuatorShelf of(Configuration configuration) {
        var folder =
                Objects.requireNonNullElse(configuration.file().toAbsolutePath().getParent(), Path.of("."));
        var shelf = new ActuatorShelf(folder);
        for (var service : configuration.topology().services()) {
            for (var target : configuration.steering(service.name())) {
                shelf.actuators.put(target.id(), shelf.make(service, target));
            }
        }
        return shelf;
    }

    /** The actuator of {@code target}, if it is configured. */
    @Nullable
    Actuator get(TargetId target) {
        return actuators.get(target);
    }

    /** All of them. */
    List<Actuator> all() {
        return List.copyOf(actuators.values());
    }

    private Actuator make(Service service, SteeringSettings target) {
        return switch (target) {
            case SteeringSettings.LinodeDns linode ->
                new LinodeDnsActuator(
                        new LinodeDnsTarget(
                                linode.apiUrl(),
                                linode.domain(),
                                linode.record(),
                                linode.ttl(),
                                linode.failoverTtl(),
                                linode.token()),
                        authority(linode.verify()));
            case SteeringSettings.Route53 route53 ->
                new Route53Actuator(route53(service, route53), authority(route53.verify()), route53Pace);
            case SteeringSettings.Rfc2136 rfc2136 ->
                new Rfc2136Actuator(
                        new Rfc2136Target(
                                place(rfc2136.server()),
                                rfc2136.zone(),
                                rfc2136.record(),
                                rfc2136.ttl(),
                                rfc2136.failoverTtl(),
                                key(rfc2136.key())),
                        authority(rfc2136.verify()),
                        new Recursor(Sockets.of(rfc2136.verify().resolvers()), RESOLVER_PATIENCE));
            case SteeringSettings.Exec exec ->
                new ExecActuator(new ExecTarget(exec.name(), exec.command(), folder, Map.of(), exec.timeout()));
        };
    }

    private static Route53Target route53(Service service, SteeringSettings.Route53 settings) {
        var aliases = new HashMap<RegionName, AliasTarget>();
        settings.aliases()
                .forEach((region, alias) -> service.region(region)
                        .ifPresent(r -> aliases.put(
                                region,
                                new AliasTarget(
                                        alias.zone(), alias.name(), alias.evaluateTargetHealth(), r.endpoints()))));
        var routing = switch (settings.routing()) {
            case SIMPLE -> new Routing.Simple();
            case WEIGHTED -> new Routing.Weighted(settings.setIdentifiers());
            case FAILOVER -> new Routing.Failover(settings.setIdentifiers());
        };
        return new Route53Target(
                settings.zone(),
                settings.name(),
                routing,
                aliases,
                settings.ttl(),
                settings.failoverTtl(),
                settings.endpointUrl(),
                credentials(settings));
    }

    private static AwsCredentialsProvider credentials(SteeringSettings.Route53 settings) {
        return settings.credentials()
                .<AwsCredentialsProvider>map(key -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.id().reveal(), key.key().reveal())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private static TsigKey key(dev.leeward.config.TsigKey key) {
        var algorithm = TsigAlgorithm.named(key.algorithm())
                .orElseThrow(() -> new IllegalStateException("loaded with the algorithm " + key.algorithm()));
        return new TsigKey(key.name(), algorithm, key.secret()::reveal);
    }

    private static Authority authority(VerifySettings verify) {
        var quorum = verify.quorum().isPresent() ? Quorum.of(verify.quorum().getAsInt()) : Quorum.ALL;
        var defaults = AuthoritySettings.defaults();
        return new DelegationAuthority(new AuthoritySettings(
                verify.servers().stream().map(ActuatorShelf::place).toList(),
                Sockets.of(verify.resolvers()),
                quorum,
                defaults.families(),
                verify.rounds(),
                defaults.spacing(),
                defaults.patience(),
                defaults.parallelism()));
    }

    private static ServerPlace place(ServerAddress server) {
        return new ServerPlace(server.host(), server.port());
    }

    @Override
    public void close() {
        actuators.values().forEach(Actuator::close);
    }
}
