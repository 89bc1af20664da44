package dev.leeward.config.load;

import dev.leeward.config.SteeringSettings;
import dev.leeward.config.load.Draft.ProbeDraft;
import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.config.load.Forecast.Range;
import dev.leeward.config.load.Forecast.TargetForecast;
import dev.leeward.health.HealthPolicy;
import dev.leeward.measure.Measure;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Computes forecasts. */
final class Forecasts {
    /** Verdict, decision and journal; measured, not promised. */
    private static final Range DECISION = new Range(Duration.ofMillis(5), Duration.ofMillis(50));

    /** Linode publishes "in under 60 seconds"; providers' own tools wait for two minutes. */
    private static final Range LINODE = new Range(Duration.ofSeconds(30), Duration.ofMinutes(2));

    /** Route 53 spreads a change to all its servers within 60 seconds under normal conditions (developer guide). */
    private static final Range ROUTE53 = new Range(Duration.ofSeconds(20), Duration.ofMinutes(1));

    /** A primary answers at once, its secondaries after NOTIFY and a transfer. */
    private static final Range UPDATE = new Range(Duration.ofMillis(500), Duration.ofSeconds(10));

    /** An agent, or a program, that has little to do. */
    private static final Duration MEASURE = Duration.ofMillis(500);

    private Forecasts() {}

    static Forecast of(ServiceDraft service) {
        Range recheck = new Range(Duration.ofMillis(100), longest(service, ProbeDraft::timeout));
        return new Forecast(
                service.name(),
                new Range(typicalDetection(service), worstDetection(service)),
                DECISION,
                recheck,
                besides(service),
                service.steering().stream().map(t -> target(t.settings())).toList(),
                Words.of(service.failover().mode()));
    }

    /** Each goes on for as long as it may where nobody answers, and its last attempt may begin at the end of that. */
    private static Range besides(ServiceDraft service) {
        return service.runBook().measures().before().stream()
                .filter(measure -> measure.occasion().includes(false) && measure.kind() != Measure.Kind.CATCH_UP)
                .map(measure -> new Range(MEASURE, measure.limit().multipliedBy(measure.attempts() > 1 ? 2 : 1)))
                .reduce(new Range(Duration.ZERO, Duration.ZERO), Range::plus);
    }

    private static TargetForecast target(SteeringSettings settings) {
        return switch (settings) {
            case SteeringSettings.LinodeDns name -> name(name, LINODE);
            case SteeringSettings.Route53 name -> name(name, ROUTE53);
            case SteeringSettings.Rfc2136 name -> name(name, UPDATE);
            case SteeringSettings.Exec exec ->
                new TargetForecast(
                        exec.id(),
                        new Range(Duration.ofSeconds(1), exec.timeout()),
                        new Range(Duration.ZERO, Duration.ZERO),
                        Duration.ZERO);
        };
    }

    /** On average a resolver holds the old answer for half the TTL still. */
    private static TargetForecast name(SteeringSettings.Dns name, Range publishing) {
        var caching = new Range(name.ttl().dividedBy(2), name.ttl());
        return new TargetForecast(name.id(), publishing, caching, name.failoverTtl());
    }

    /** A stall right after a look: see {@link HealthPolicy#worstDetection()}. */
    static Duration worstDetection(ServiceDraft service) {
        return probes(service)
                .map(probe -> policy(service, probe).worstDetection())
                .max(Comparator.naturalOrder())
                .orElse(service.detection().worstDetection());
    }

    /** A refusal, half an interval after a look: half an interval more, then the burst. Refusals count fully. */
    private static Duration typicalDetection(ServiceDraft service) {
        int more = service.detection().failures() - 1;
        return probes(service)
                .map(p -> p.interval().dividedBy(2).plus(p.burst().multipliedBy(more)))
                .min(Comparator.naturalOrder())
                .orElse(service.detection().interval());
    }

    private static Duration longest(ServiceDraft service, Function<ProbeDraft, Duration> timer) {
        return probes(service).map(timer).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private static Stream<ProbeDraft> probes(ServiceDraft service) {
        return service.regions().stream()
                .flatMap(region -> region.probes().stream())
                .filter(probe -> !probe.check().isHearsay());
    }

    private static HealthPolicy policy(ServiceDraft service, ProbeDraft probe) {
        HealthPolicy d = service.detection();
        return new HealthPolicy(
                probe.interval(),
                probe.timeout(),
                probe.burst(),
                d.failures(),
                d.timeoutWeight(),
                d.resetAfter(),
                d.recoveries(),
                d.quorum(),
                d.freshFor());
    }
}
