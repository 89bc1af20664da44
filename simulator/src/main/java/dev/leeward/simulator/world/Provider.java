package dev.leeward.simulator.world;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.Endpoints;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.simulator.trace.Stand;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A DNS provider with compare-and-set over one name, as Route 53's batch or RFC 2136's prerequisites, and the name servers
 * that answer for it. A change that does half of what it should stands for providers that know no batch.
 */
public final class Provider {
    private static final List<String> SERVERS = List.of("ns1", "ns2");
    private static final long LONGEST_WAIT = 60;
    private static final Duration STEADY = Duration.ofMinutes(5);
    private static final Duration MOVING = Duration.ofSeconds(30);

    private final TargetId target;
    private final World world;
    private final Chance chance;
    private final Map<String, Stand> served = new HashMap<>();
    private Stand stand;
    private Stand before;
    private Optional<Trouble> trouble = Optional.empty();
    private double share;
    private long lag = 50_000_000;
    private Optional<Publishing> publishing = Optional.empty();

    Provider(TargetId target, Stand first, World world, Chance chance) {
        this.target = target;
        this.world = world;
        this.chance = chance;
        this.stand = first;
        this.before = first;
        SERVERS.forEach(server -> served.put(server, first));
    }

    /** What stands at its source of truth. */
    public Stand stand() {
        return stand;
    }

    /** From now on {@code share} of all calls meet {@code next}; empty: none. */
    public void trouble(Optional<Trouble> next, double shareOfCalls) {
        trouble = next;
        share = shareOfCalls;
    }

    /** Name servers follow so many nanoseconds after a change, one sooner than the other. */
    public void lag(long nanos) {
        lag = nanos;
    }

    /** Its name servers take this long, besides any lag. Without it they follow at once. */
    public void publishes(Publishing how) {
        publishing = Optional.of(how);
    }

    /** Somebody else edits the records. */
    public void edit(Endpoints values) {
        change(new Stand(values.byType(), stand.shortTtl(), stand.epoch()), Optional.empty());
    }

    /** A read arrives. */
    public Reading read() {
        return switch (met()) {
            case UNAVAILABLE -> new Reading.Unreadable(problem(FaultCode.UNAVAILABLE));
            case THROTTLED -> new Reading.Unreadable(throttled());
            case FORBIDDEN -> new Reading.Unreadable(Problem.lasting(FaultCode.FORBIDDEN, target + " refuses"));
            case STALE_READ -> found(before);
            case ANSWER_LOST, REQUEST_LOST, HALF -> found(stand);
            case null -> found(stand);
        };
    }

    /** A read arrives from somebody who wants to plan {@code order} on it. */
    public Planned plan(SteeringOrder order) {
        return switch (read()) {
            case Reading.Unreadable unreadable -> new Planned.Refused(unreadable.problem());
            case Reading.Found found -> plan(order, found);
        };
    }

    private Planned plan(SteeringOrder order, Reading.Found found) {
        var forbidden = SafetyRules.forbid(target, order, found);
        if (forbidden.isPresent()) return new Planned.Refused(forbidden.get());
        boolean inPlace = found.answers(order.desired())
                && found.epoch().equals(order.epoch())
                && found.ttl().filter(ttl(isShort(order))::equals).isPresent();
        return inPlace
                ? new Planned.InPlace(found)
                : new Planned.Ready(new SteeringPlan(target, order, found, List.of("answer " + order.to())));
    }

    /** A change arrives, sent by {@code by}. */
    public Outcome apply(SteeringPlan plan, Life by) {
        return switch (met()) {
            case UNAVAILABLE -> untouched(plan, by, problem(FaultCode.UNAVAILABLE));
            case THROTTLED -> untouched(plan, by, throttled());
            case FORBIDDEN -> untouched(plan, by, Problem.lasting(FaultCode.FORBIDDEN, target + " refuses"));
            case REQUEST_LOST -> new Outcome.Unknown(problem(FaultCode.TIMED_OUT));
            case ANSWER_LOST -> unknownUnlessRefused(write(plan, by, false));
            case HALF -> unknownUnlessRefused(write(plan, by, true));
            case STALE_READ -> write(plan, by, false);
            case null -> write(plan, by, false);
        };
    }

    private Outcome write(SteeringPlan plan, Life by, boolean half) {
        var order = plan.order();
        if (!found(stand).equals(plan.before())) return untouched(plan, by, problem(FaultCode.CONFLICT));
        world.tell(new Happening.Arrived(by, plan, false));
        var values = new TreeMap<>(order.desired().byType());
        if (half) {
            var first = values.firstKey();
            stand.values().forEach((type, old) -> {
                if (!type.equals(first)) values.put(type, old);
            });
        }
        change(new Stand(values, isShort(order), order.epoch()), Optional.of(by));
        return new Outcome.Applied("answers " + order.to());
    }

    private static Outcome unknownUnlessRefused(Outcome outcome) {
        return outcome instanceof Outcome.Applied
                ? new Outcome.Unknown(Problem.passing(FaultCode.TIMED_OUT, "no answer in time"))
                : outcome;
    }

    private Outcome untouched(SteeringPlan plan, Life by, Problem problem) {
        world.tell(new Happening.Arrived(by, plan, true));
        return new Outcome.Untouched(problem);
    }

    private void change(Stand after, Optional<Life> by) {
        before = stand;
        stand = after;
        world.tell(new Happening.Changed(target, before, after, by));
        long share = publishing.map(how -> how.nanos(chance)).orElse(0L) / SERVERS.size();
        long wait = 0;
        for (var server : SERVERS) {
            wait += share + chance.between(0, lag + 1);
            world.timeline().after(wait, () -> serve(server, after));
        }
    }

    /** A change that was overtaken by a newer one is not served any more. */
    private void serve(String server, Stand after) {
        if (!after.equals(stand) || after.equals(served.get(server))) return;
        served.put(server, after);
        world.tell(new Happening.Served(target, server, after));
    }

    /** Asks all name servers. */
    public Verification verify(SteeringOrder order) {
        var witnesses = new ArrayList<Verification.Witness>();
        boolean all = true;
        for (var server : SERVERS) {
            var answers = served.getOrDefault(server, stand);
            boolean current = answers.answers(order.desired()) && answers.shortTtl() == isShort(order);
            all &= current;
            var state = current ? Verification.State.CURRENT : Verification.State.STALE;
            witnesses.add(new Verification.Witness(server, state, ""));
        }
        return all ? new Verification.Proven(witnesses) : new Verification.NotYet(witnesses);
    }

    private static Reading.Found found(Stand stand) {
        return new Reading.Found(stand.values(), Optional.of(ttl(stand.shortTtl())), stand.epoch());
    }

    private static boolean isShort(SteeringOrder order) {
        return order.ttl() == SteeringOrder.TtlChoice.MOVING;
    }

    private static Duration ttl(boolean isShort) {
        return isShort ? MOVING : STEADY;
    }

    private Problem problem(FaultCode code) {
        return Problem.passing(code, target + " " + code);
    }

    /** Some say for how long they want to be left alone. */
    private Problem throttled() {
        if (chance.oneIn(2)) return problem(FaultCode.THROTTLED);
        var wait = Duration.ofSeconds(chance.magnitude(LONGEST_WAIT));
        return Problem.passing(FaultCode.THROTTLED, target + " asks to wait", wait);
    }

    private @Nullable Trouble met() {
        return trouble.isPresent() && chance.holds(share) ? trouble.get() : null;
    }
}
