package dev.leeward.steering.route53;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Finding.Severity;
import dev.leeward.steering.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;

/** What would make a run fail or slow, found by reading only. */
final class Preflight {
    /** Longer than this and most of the time to recover is spent waiting for caches. */
    private static final Duration SHORT = Duration.ofMinutes(5);

    private final Route53Target target;
    private final ControlPlane control;
    private final List<Finding> findings = new ArrayList<>();

    private Preflight(Route53Target target, ControlPlane control) {
        this.target = target;
        this.control = control;
    }

    static List<Finding> of(Route53Target target, ControlPlane control, Deadline deadline) {
        var preflight = new Preflight(target, control);
        preflight.configuration();
        preflight.zone(deadline);
        return List.copyOf(preflight.findings);
    }

    private void configuration() {
        target.routing().dependsOn().ifPresent(sentence -> warn(FaultCode.UNAVAILABLE, target + ": " + sentence));
        if (target.ttl().compareTo(SHORT) > 0) {
            warn(
                    FaultCode.UNSAFE,
                    "the TTL of %s is %d s: after a failover resolvers keep sending clients to the dead region that long"
                            .formatted(target.record(), target.ttl().toSeconds()));
        }
        target.aliases().forEach((region, alias) -> {
            String name = alias.dnsName().toLowerCase(Locale.ROOT);
            if (name.endsWith(".elb.amazonaws.com") || name.endsWith(".cloudfront.net")) {
                warn(
                        FaultCode.UNSAFE,
                        "the addresses of %s may change by themselves; the proof after a move compares with those of %s"
                                .formatted(name, region));
            }
        });
    }

    private void zone(Deadline deadline) {
        switch (control.zone(deadline)) {
            case Answer.Missing<GetHostedZoneResponse>(var problem, var batch, var certain) -> error(problem);
            case Answer.Given<GetHostedZoneResponse>(var zone) -> {
                String name = zone.hostedZone().name();
                if (!target.name().within(RecordName.of(name))) {
                    error(
                            FaultCode.MISCONFIGURED,
                            target.record() + " does not lie in zone " + target.zoneId() + ", " + name);
                    return;
                }
                if (zone.hostedZone().config() != null
                        && Boolean.TRUE.equals(zone.hostedZone().config().privateZone())) {
                    warn(
                            FaultCode.UNSAFE,
                            "zone " + target.zoneId() + " is private: name servers outside do not answer it");
                }
                sets(deadline);
            }
        }
    }

    private void sets(Deadline deadline) {
        switch (control.look(target.name(), deadline)) {
            case Answer.Missing<Standing>(var problem, var batch, var certain) -> error(problem);
            case Answer.Given<Standing>(var standing) -> {
                if (standing.reading(target) instanceof Reading.Unreadable(var problem)) error(problem);
                Layout.misfit(target, standing).ifPresent(this::error);
                if (standing.traffic().isEmpty()) {
                    warn(
                            FaultCode.NOT_FOUND,
                            target.record()
                                    + " does not exist yet: resolvers remember that for the zone's negative TTL."
                                    + " Create it before it is needed");
                }
                group(standing);
                ttls(standing);
            }
        }
    }

    private void group(Standing standing) {
        switch (target.routing()) {
            case Routing.Simple simple -> {}
            case Routing.Failover failover ->
                standing.traffic().stream()
                        .filter(set -> !Layout.isHealthChecked(set))
                        .forEach(set -> error(
                                FaultCode.MISCONFIGURED,
                                "%s %s '%s' has no health check, without which it cannot become PRIMARY"
                                        .formatted(target.record(), set.typeAsString(), set.setIdentifier())));
            case Routing.Weighted weighted -> {
                if (!standing.traffic().isEmpty()
                        && standing.traffic().stream()
                                .allMatch(set -> Long.valueOf(0).equals(set.weight()))) {
                    error(
                            FaultCode.UNSAFE,
                            "every weight of " + target.record() + " is 0, which Route 53 takes as equal");
                }
            }
        }
    }

    private void ttls(Standing standing) {
        standing.traffic().stream()
                .filter(set -> set.ttl() != null && set.ttl() > target.ttl().toSeconds())
                .forEach(set -> warn(
                        FaultCode.UNSAFE,
                        "%s %s stands with a TTL of %d s, longer than the configured %d s: the first failover is as slow"
                                .formatted(
                                        target.record(),
                                        set.typeAsString(),
                                        set.ttl(),
                                        target.ttl().toSeconds())));
    }

    private void warn(FaultCode code, String sentence) {
        findings.add(new Finding(Severity.WARNING, code, sentence));
    }

    private void error(FaultCode code, String sentence) {
        findings.add(new Finding(Severity.ERROR, code, sentence));
    }

    private void error(Problem problem) {
        error(problem.code(), problem.sentence());
    }
}
