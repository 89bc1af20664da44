package dev.leeward.steering.rfc2136;

import dev.leeward.dns.Deadline;
import dev.leeward.dns.Queries;
import dev.leeward.dns.TtlFacts;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Finds out without changing anything whether a change would work: zone, key, rights, and the times in the zone. */
final class Preflight {
    private final Rfc2136Target target;
    private final Primary primary;

    Preflight(Rfc2136Target target, Primary primary) {
        this.target = target;
        this.primary = primary;
    }

    List<Finding> look(Deadline deadline) {
        return switch (primary.send(Standing.questions(target), deadline)) {
            case Primary.Talk.NothingDone(var problem) -> List.of(error(problem));
            case Primary.Talk.Unclear(var problem) -> List.of(error(problem));
            case Primary.Talk.Answered(var answers) ->
                switch (Standing.in(target, answers)) {
                    case Standing.Read.Unknown(var problem) -> List.of(error(problem));
                    case Standing.Read.Known(var standing) -> look(standing, deadline);
                };
        };
    }

    private List<Finding> look(Standing standing, Deadline deadline) {
        var findings = new ArrayList<Finding>();
        Reading.Found found = standing.found();
        if (found.values().isEmpty()) {
            findings.add(new Finding(
                    Finding.Severity.WARNING,
                    FaultCode.NOT_FOUND,
                    target.name() + " has no record yet: clients that ask now will remember that for a while"));
        }
        rehearse(found, deadline).ifPresent(problem -> findings.add(error(problem)));
        findings.addAll(times(standing, deadline));
        return List.copyOf(findings);
    }

    /** Asks for everything that a change needs, and changes nothing. */
    private Optional<Problem> rehearse(Reading.Found found, Deadline deadline) {
        return switch (primary.send(List.of(Updates.rehearsal(target, found)), deadline)) {
            case Primary.Talk.NothingDone(var problem) -> Optional.of(problem);
            case Primary.Talk.Unclear(var problem) -> Optional.of(problem);
            case Primary.Talk.Answered(var answers) ->
                refusal(answers.getFirst().getRcode(), found);
        };
    }

    private Optional<Problem> refusal(int rcode, Reading.Found found) {
        if (Rcodes.isLostRace(rcode)) {
            return Optional.of(Problem.lasting(
                    FaultCode.AMBIGUOUS,
                    "%s answers %s, but these records are not its own: is it a wildcard? Give %s records of its own"
                            .formatted(target.server(), found.values(), target.name())));
        }
        return switch (Rcodes.ofUpdate(target, rcode)) {
            case Outcome.Applied applied -> Optional.empty();
            case Outcome.Untouched(var problem) -> Optional.of(problem);
            case Outcome.Unknown(var problem) -> Optional.of(problem);
        };
    }

    private List<Finding> times(Standing standing, Deadline deadline) {
        List<Message> questions =
                List.of(Queries.plain(target.zoneName(), Type.SOA), Queries.plain(target.zoneName(), Type.NS));
        if (!(primary.send(questions, deadline) instanceof Primary.Talk.Answered(var answers))) return List.of();
        Optional<Duration> record = standing.ttls().isEmpty()
                ? Optional.empty()
                : Optional.of(standing.ttls().last());
        Optional<Duration> delegation = answers.get(1).getSection(Section.ANSWER).stream()
                .map(Record::getTTL)
                .map(Duration::ofSeconds)
                .max(Duration::compareTo);
        return new TtlFacts(TtlFacts.negativeIn(answers.getFirst()), record, delegation)
                .judge(target.name(), target.ttl());
    }

    private static Finding error(Problem problem) {
        return new Finding(Finding.Severity.ERROR, problem.code(), problem.sentence());
    }
}
