package dev.leeward.cli;

import dev.leeward.config.Configuration;
import dev.leeward.config.SteeringSettings;
import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.config.load.Forecast;
import dev.leeward.service.Service;
import dev.leeward.simulator.forecast.SteeredName;
import dev.leeward.simulator.forecast.Subject;
import dev.leeward.simulator.world.Publishing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes of a configuration what can be simulated. */
final class Subjects {
    private Subjects() {}

    /** Every service of {@code check}, which has a configuration. */
    static List<Subject> of(ConfigurationCheck check, Optional<Duration> approveAfter) {
        var configuration = check.configuration().orElseThrow();
        return configuration.topology().services().stream()
                .map(service -> subject(configuration, service, check.forecasts(), approveAfter))
                .toList();
    }

    private static Subject subject(
            Configuration configuration, Service service, List<Forecast> forecasts, Optional<Duration> approveAfter) {
        var names = configuration.steering(service.name()).stream()
                .map(settings -> name(settings, forecasts))
                .toList();
        return new Subject(service, configuration.topology().references(), names, approveAfter);
    }

    /** Publishing as {@code leeward check} forecasts it. */
    private static SteeredName name(SteeringSettings settings, List<Forecast> forecasts) {
        var publishing = forecasts.stream()
                .flatMap(forecast -> forecast.targets().stream())
                .filter(target -> target.target().equals(settings.id()))
                .map(target -> target.publishing())
                .findFirst()
                .map(range -> new Publishing(range.typical(), range.worst()))
                .orElse(new Publishing(Duration.ZERO, Duration.ZERO));
        return switch (settings) {
            case SteeringSettings.Dns name -> new SteeredName(name.id(), name.ttl(), name.failoverTtl(), publishing);
            case SteeringSettings.Exec exec -> new SteeredName(exec.id(), Duration.ZERO, Duration.ZERO, publishing);
        };
    }
}
