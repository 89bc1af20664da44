package dev.leeward.steering.linode;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.linode.Allowance;
import dev.leeward.linode.Answer;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Finding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What would make a failover at Linode fail or slow, found with reads alone. */
final class Preflight {
    /** Longer than this, clients stay with a dead region after everything else is done. */
    private static final Duration LONG_TTL = Duration.ofMinutes(5);

    private final LinodeDnsTarget target;
    private final LinodeZone zone;
    private final List<Finding> findings = new ArrayList<>();

    Preflight(LinodeDnsTarget target, LinodeZone zone) {
        this.target = target;
        this.zone = zone;
    }

    List<Finding> look(Allowance allowance) {
        lintTtl();
        switch (zone.find(allowance)) {
            case Answer.Refused<LinodeApi.Found>(Problem problem) -> error(problem);
            case Answer.Doubtful<LinodeApi.Found>(Problem problem) -> error(problem);
            case Answer.Got<LinodeApi.Found>(LinodeApi.Found found) -> {
                judgeScopes(found.scopes());
                judgeDomain(found.domain());
                judgeRecords(allowance);
            }
        }
        return List.copyOf(findings);
    }

    private void lintTtl() {
        if (target.ttl().compareTo(LONG_TTL) > 0)
            warning(
                    FaultCode.MISCONFIGURED,
                    "ttl is %d s: resolvers keep sending clients to a dead region for so long after a failover"
                            .formatted(target.ttl().toSeconds()));
    }

    private void judgeScopes(Optional<String> scopes) {
        if (scopes.isEmpty()) {
            warning(FaultCode.FORBIDDEN, "Linode does not say what the token may do; a write will show");
            return;
        }
        boolean mayWrite = List.of(scopes.get().split("[ ,]+", -1)).stream()
                .anyMatch(each -> each.equals("*") || each.equals("domains:read_write"));
        if (!mayWrite)
            error(Problem.lasting(
                    FaultCode.FORBIDDEN,
                    "the Linode token may do '%s'; it needs domains:read_write".formatted(scopes.get())));
        else if (!scopes.get().strip().equals("domains:read_write"))
            warning(
                    FaultCode.FORBIDDEN,
                    "the Linode token may do more than needed ('%s'); domains:read_write suffices"
                            .formatted(scopes.get()));
    }

    private void judgeDomain(DnsDomain domain) {
        if (!domain.type().equalsIgnoreCase("master"))
            error(Problem.lasting(
                    FaultCode.MISCONFIGURED,
                    "domain %s is of type '%s' at Linode: its records are edited elsewhere"
                            .formatted(domain.name(), domain.type())));
        if (!domain.status().equalsIgnoreCase("active"))
            error(Problem.lasting(
                    FaultCode.MISCONFIGURED,
                    "domain %s has status '%s' at Linode: writes succeed, but nobody serves them"
                            .formatted(domain.name(), domain.status())));
        if (domain.defaultTtl().compareTo(LONG_TTL) > 0)
            warning(
                    FaultCode.MISCONFIGURED,
                    "the default TTL of %s is %d s%s, which is also how long resolvers remember that a name does not exist"
                            .formatted(
                                    domain.name(),
                                    domain.defaultTtl().toSeconds(),
                                    domain.ttlSec() == 0 ? " (unset)" : ""));
    }

    private void judgeRecords(Allowance allowance) {
        switch (zone.look(allowance)) {
            case Answer.Refused<Standing>(Problem problem) -> error(problem);
            case Answer.Doubtful<Standing>(Problem problem) -> error(problem);
            case Answer.Got<Standing>(Standing standing) -> judge(standing);
        }
    }

    private void judge(Standing standing) {
        if (standing.traffic().isEmpty())
            warning(
                    FaultCode.NOT_FOUND,
                    target.fqdn()
                            + " has no A, AAAA or CNAME record yet; it will be created, and resolvers may remember for"
                            + " the default TTL that it did not exist");
        for (RecordType type : RecordType.values()) {
            List<DnsRecord> all = standing.of(type);
            if (all.size() > 1)
                warning(
                        FaultCode.AMBIGUOUS,
                        "%s has %d %s records (%s); they are steered together, as one set"
                                .formatted(
                                        target.fqdn(),
                                        all.size(),
                                        type,
                                        String.join(
                                                ", ",
                                                all.stream()
                                                        .map(DnsRecord::target)
                                                        .toList())));
        }
        for (DnsRecord each : standing.traffic()) {
            Duration ttl = each.ttlSec() == 0 ? standing.domain().defaultTtl() : Duration.ofSeconds(each.ttlSec());
            if (ttl.compareTo(target.ttl()) > 0)
                warning(
                        FaultCode.MISCONFIGURED,
                        "%s %s %s has a TTL of %d s now, configured are %d s: until it is lowered a failover takes that long"
                                .formatted(
                                        target.fqdn(),
                                        each.type(),
                                        each.target(),
                                        ttl.toSeconds(),
                                        target.ttl().toSeconds()));
        }
    }

    private void error(Problem problem) {
        findings.add(new Finding(Severity.ERROR, problem.code(), target.id() + ": " + problem.sentence()));
    }

    private void warning(FaultCode code, String sentence) {
        findings.add(new Finding(Severity.WARNING, code, target.id() + ": " + sentence));
    }
}
