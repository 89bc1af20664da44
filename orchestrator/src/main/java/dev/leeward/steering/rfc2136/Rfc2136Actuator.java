package dev.leeward.steering.rfc2136;

import dev.leeward.dns.Deadline;
import dev.leeward.dns.Queries;
import dev.leeward.dns.Recursor;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Authority;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SafetyRules;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Steers one name by signed dynamic updates. A change is one message that demands what was read, epoch included, and
 * replaces it: the server does all of it or nothing, so there is no state in between and a late message of a superseded
 * run does nothing whenever it arrives. Holds no connection and no state.
 */
public final class Rfc2136Actuator implements Actuator {
    private final Rfc2136Target target;
    private final Authority authority;
    private final Primary primary;

    /**
     * Steers {@code target}.
     *
     * @param authority proves what its name servers answer
     * @param recursor finds the primary server's addresses when it is given by name
     */
    public Rfc2136Actuator(Rfc2136Target target, Authority authority, Recursor recursor) {
        this(target, authority, recursor, Clock.systemUTC());
    }

    /** Signs with the time of {@code clock}. */
    Rfc2136Actuator(Rfc2136Target target, Authority authority, Recursor recursor, Clock clock) {
        this.target = target;
        this.authority = authority;
        this.primary = new Primary(target, recursor, clock);
    }

    @Override
    public TargetId target() {
        return target.id();
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        return new Preflight(target, primary).look(Deadline.in(limit));
    }

    @Override
    public Reading read(Duration limit) {
        return switch (standing(Deadline.in(limit))) {
            case Standing.Read.Unknown(var problem) -> new Reading.Unreadable(problem);
            case Standing.Read.Known(var standing) -> standing.found();
        };
    }

    @Override
    public Planned plan(SteeringOrder order, Duration limit) {
        Deadline deadline = Deadline.in(limit);
        boolean alias = order.desired().byType().containsKey(RecordType.CNAME);
        if (alias && target.record().isEmpty()) {
            return new Planned.Refused(Problem.lasting(
                    FaultCode.MISCONFIGURED,
                    "%s is a zone itself, where no CNAME can stand (RFC 1034, section 3.6.2)"
                            .formatted(target.name())));
        }
        return switch (standing(deadline)) {
            case Standing.Read.Unknown(var problem) -> new Planned.Refused(problem);
            case Standing.Read.Known(var standing) -> plan(order, standing, deadline);
        };
    }

    @Override
    public Outcome apply(SteeringPlan plan, Duration limit) {
        if (!plan.target().equals(target())) {
            throw new IllegalArgumentException("a plan of " + plan.target() + " for " + target());
        }
        // Once more, as nobody may ever send what the rules forbid (invariant S16).
        Optional<Problem> forbidden = SafetyRules.forbid(target(), plan.order(), plan.before());
        if (forbidden.isPresent()) return new Outcome.Untouched(forbidden.get());
        Deadline deadline = Deadline.in(limit);
        Message update = Updates.compareAndSet(target, plan.before(), plan.order());
        return switch (primary.send(List.of(update), deadline)) {
            case Primary.Talk.NothingDone(var problem) -> new Outcome.Untouched(problem);
            case Primary.Talk.Unclear(var problem) -> new Outcome.Unknown(problem);
            case Primary.Talk.Answered(var answers) -> {
                int rcode = answers.getFirst().getRcode();
                yield Rcodes.isLostRace(rcode) ? lostRace(plan, deadline) : Rcodes.ofUpdate(target, rcode);
            }
        };
    }

    @Override
    public Verification verify(SteeringOrder order, Duration limit) {
        return authority.ask(target.name(), order.desired(), target.ttl(order.ttl()), limit);
    }

    @Override
    public void close() {
        // Every call opens and closes its own connection.
    }

    private Planned plan(SteeringOrder order, Standing standing, Deadline deadline) {
        Reading.Found before = standing.found();
        Optional<Problem> forbidden = SafetyRules.forbid(target(), order, before);
        if (forbidden.isPresent()) return new Planned.Refused(forbidden.get());
        if (standing.isAsOrdered(target, order)) return new Planned.InPlace(before);
        return inTheWay(order, before, deadline)
                .<Planned>map(Planned.Refused::new)
                .orElseGet(() -> new Planned.Ready(
                        new SteeringPlan(target(), order, before, Changes.of(target, standing, order))));
    }

    /** What stands beside the addresses and would keep an alias from being added. */
    private Optional<Problem> inTheWay(SteeringOrder order, Reading.Found before, Deadline deadline) {
        List<Integer> types = Updates.typesInTheWay(before, order);
        if (types.isEmpty()) return Optional.empty();
        List<Message> questions = types.stream()
                .map(type -> Queries.plain(target.steered(), type))
                .toList();
        return switch (primary.send(questions, deadline)) {
            case Primary.Talk.NothingDone(var problem) -> Optional.of(problem);
            case Primary.Talk.Unclear(var problem) -> Optional.of(problem);
            case Primary.Talk.Answered(var answers) -> {
                var standing = new ArrayList<String>();
                answers.forEach(answer -> answer.getSection(Section.ANSWER).stream()
                        .filter(record -> types.contains(record.getType()))
                        .forEach(record -> standing.add(Type.string(record.getType()))));
                yield standing.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Problem.lasting(
                                FaultCode.UNSAFE,
                                "%s has records beside its addresses (%s), and nothing can stand beside a CNAME"
                                        .formatted(target.name(), String.join(", ", standing))));
            }
        };
    }

    /** The server did nothing, as it found something else than was planned; this says what. */
    private Outcome lostRace(SteeringPlan plan, Deadline deadline) {
        String now = "something else";
        if (standing(deadline) instanceof Standing.Read.Known(var standing)) {
            if (standing.isAsOrdered(target, plan.order())) {
                return new Outcome.Applied(target.server() + " had it already, epoch " + standing.epoch());
            }
            if (standing.epoch().compareTo(plan.order().epoch()) > 0) {
                return new Outcome.Untouched(Problem.lasting(
                        FaultCode.FENCED,
                        "%s carries epoch %s, this run has %s: a later run took over"
                                .formatted(
                                        target(), standing.epoch(), plan.order().epoch())));
            }
            now = standing.values() + " with epoch " + standing.epoch();
        }
        return new Outcome.Untouched(Problem.passing(
                FaultCode.CONFLICT,
                "%s answers %s; when this was planned it was %s with epoch %s. A wildcard record cannot be steered"
                        .formatted(
                                target(),
                                now,
                                plan.before().values(),
                                plan.before().epoch())));
    }

    private Standing.Read standing(Deadline deadline) {
        return switch (primary.send(Standing.questions(target), deadline)) {
            case Primary.Talk.NothingDone(var problem) -> new Standing.Read.Unknown(problem);
            case Primary.Talk.Unclear(var problem) -> new Standing.Read.Unknown(problem);
            case Primary.Talk.Answered(var answers) -> Standing.in(target, answers);
        };
    }
}
