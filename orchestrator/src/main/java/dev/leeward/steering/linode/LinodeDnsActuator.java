package dev.leeward.steering.linode;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.linode.Allowance;
import dev.leeward.linode.Answer;
import dev.leeward.linode.LinodeAccount;
import dev.leeward.linode.LinodeHttp;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Steers one name in the Linode DNS Manager. What each call does, and what can go wrong, stands in {@code
 * docs/providers/linode.md}.
 *
 * <p>Linode has neither transactions nor compare-and-set. So a change is several calls, each of which may be the last one
 * before a crash; and of two runs at once the older one can, in the instant between its last look and its write, still
 * overwrite the newer one. It notices that when it looks again afterwards, and says so.
 */
public final class LinodeDnsActuator implements Actuator {
    private final LinodeDnsTarget target;
    private final Authority authority;
    private final LinodeHttp http;
    private final LinodeZone zone;

    /**
     * Makes no call yet.
     *
     * @param authority asks the name servers, so that {@link #verify} does not trust the API
     */
    public LinodeDnsActuator(LinodeDnsTarget target, Authority authority) {
        this.target = target;
        this.authority = authority;
        this.http = new LinodeHttp(new LinodeAccount(target.apiUrl(), target.token()));
        this.zone = new LinodeZone(target, new LinodeApi(target, http));
    }

    @Override
    public TargetId target() {
        return target.id();
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        return new Preflight(target, zone).look(Allowance.of(limit));
    }

    @Override
    public Reading read(Duration limit) {
        return switch (zone.look(Allowance.of(limit))) {
            case Answer.Got<Standing>(Standing standing) -> standing.toReading();
            case Answer.Refused<Standing>(Problem problem) -> new Reading.Unreadable(problem);
            case Answer.Doubtful<Standing>(Problem problem) -> new Reading.Unreadable(problem);
        };
    }

    @Override
    public Planned plan(SteeringOrder order, Duration limit) {
        return switch (zone.look(Allowance.of(limit))) {
            case Answer.Got<Standing>(Standing standing) -> plan(order, standing);
            case Answer.Refused<Standing>(Problem problem) -> new Planned.Refused(problem);
            case Answer.Doubtful<Standing>(Problem problem) -> new Planned.Refused(problem);
        };
    }

    private Planned plan(SteeringOrder order, Standing standing) {
        Reading.Found before = standing.toReading();
        Optional<Problem> forbidden = SafetyRules.forbid(target(), order, unmixed(before, order))
                .or(() -> forbidValues(order))
                .or(() -> forbidEmptiness(order, standing));
        if (forbidden.isPresent()) return new Planned.Refused(forbidden.get());
        int ttl = target.ttlSeconds(order.ttl());
        List<Move> moves = Move.between(standing, order.desired(), ttl);
        boolean marked = standing.epoch().equals(order.epoch());
        if (moves.isEmpty() && marked) return new Planned.InPlace(before);
        List<String> changes = new ArrayList<>();
        if (!marked) changes.add("add TXT %s.%s epoch %s".formatted(target.markName(), target.domain(), order.epoch()));
        moves.forEach(move -> changes.add(move.describe(target, ttl)));
        return new Planned.Ready(new SteeringPlan(target(), order, before, changes));
    }

    /**
     * Records move one by one here, so a crash can leave one type with values of two regions, or with some of one region's. Each
     * of them is owned, and so is the mixture: it is judged as if all of it stood, lest the run that would finish it be refused.
     */
    private static Reading.Found unmixed(Reading.Found before, SteeringOrder order) {
        SortedMap<RecordType, SortedSet<String>> values = new TreeMap<>(before.values());
        values.replaceAll((type, stands) -> {
            List<SortedSet<String>> known = order.endpoints().values().stream()
                    .map(each -> each.of(type))
                    .toList();
            boolean owned = stands.stream().allMatch(value -> known.stream().anyMatch(each -> each.contains(value)));
            if (!owned) return stands;
            return known.stream()
                    .filter(each -> each.contains(stands.first()))
                    .findFirst()
                    .orElse(stands);
        });
        return new Reading.Found(values, before.ttl(), before.epoch());
    }

    private Optional<Problem> forbidValues(SteeringOrder order) {
        for (RecordType type : order.desired().byType().keySet()) {
            SortedSet<String> values = order.desired().of(type);
            for (String value : values) {
                if (!RecordValues.isValid(type, value))
                    return misconfigured("'%s' of region %s cannot be an %s record".formatted(value, order.to(), type));
            }
        }
        boolean alias = order.desired().byType().containsKey(RecordType.CNAME);
        return alias && target.record().isEmpty()
                ? misconfigured("the apex of a domain cannot be a CNAME (RFC 1034, section 3.6.2)")
                : Optional.empty();
    }

    private Optional<Problem> misconfigured(String sentence) {
        return Optional.of(Problem.lasting(FaultCode.MISCONFIGURED, target() + ": " + sentence));
    }

    private Optional<Problem> forbidEmptiness(SteeringOrder order, Standing standing) {
        return Move.passesThroughNothing(standing, order.desired())
                ? Optional.of(Problem.lasting(
                        FaultCode.UNSAFE,
                        "%s: a CNAME and addresses cannot take each other's place at Linode without a moment in which the"
                                        .formatted(target())
                                + " name answers nothing; give every region the same kind of record"))
                : Optional.empty();
    }

    @Override
    public Outcome apply(SteeringPlan plan, Duration limit) {
        if (!plan.target().equals(target()))
            throw new IllegalArgumentException("a plan for %s given to %s".formatted(plan.target(), target()));
        return new Change(target, zone, plan, Allowance.of(limit)).carryOut();
    }

    @Override
    public Verification verify(SteeringOrder order, Duration limit) {
        return authority.ask(target.fqdn(), order.desired(), target.ttl(order.ttl()), limit);
    }

    @Override
    public void close() {
        http.close();
    }
}
