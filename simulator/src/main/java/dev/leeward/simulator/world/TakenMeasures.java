package dev.leeward.simulator.world;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Rank;
import dev.leeward.region.RegionName;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.steering.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What measures have left in the regions, as whoever takes them remembers it: the highest rank of all orders, taken back or not. */
public final class TakenMeasures {
    private record Place(MeasureId measure, RegionName region) {}

    private final Map<Place, Rank> left = new HashMap<>();
    private final World world;
    private @Nullable Chance own;
    private Optional<Trouble> trouble = Optional.empty();
    private double share;

    TakenMeasures(World world) {
        this.world = world;
    }

    /** From now on {@code share} of all orders meet {@code next}; empty: none. */
    public void trouble(Optional<Trouble> next, double shareOfOrders) {
        trouble = next;
        share = shareOfOrders;
    }

    /** {@code order} arrives, sent by {@code by}. Nobody is there to take it in a region that is dead. */
    public Outcome perform(MeasureOrder order, Life by) {
        boolean dead = world.applications().condition(order.region()) == Condition.DEAD;
        return switch (dead ? Trouble.REQUEST_LOST : met()) {
            case UNAVAILABLE -> untouched(FaultCode.UNAVAILABLE);
            case THROTTLED -> untouched(FaultCode.THROTTLED);
            case FORBIDDEN -> new Outcome.Untouched(Problem.lasting(FaultCode.FORBIDDEN, "refused"));
            case REQUEST_LOST -> unknown();
            case ANSWER_LOST -> done(order, by) instanceof Outcome.Untouched refused ? refused : unknown();
            case HALF, STALE_READ -> done(order, by);
            case null -> done(order, by);
        };
    }

    private Outcome done(MeasureOrder order, Life by) {
        var place = new Place(order.measure(), order.region());
        var before = left.getOrDefault(place, Rank.NONE);
        if (order.rank().isBehind(before)) {
            return new Outcome.Untouched(Problem.lasting(FaultCode.FENCED, before + ", was here"));
        }
        left.put(place, order.rank());
        world.tell(new Happening.MeasureTaken(by, order));
        return new Outcome.Applied(order.way() == MeasureOrder.Way.TAKE ? "taken" : "taken back");
    }

    private @Nullable Trouble met() {
        return trouble.filter(_ -> chance().holds(share)).orElse(null);
    }

    /** Asked for only where something goes wrong, so that plays without measures are left as they are. */
    private Chance chance() {
        if (own == null) own = world.chance().split();
        return own;
    }

    private static Outcome untouched(FaultCode code) {
        return new Outcome.Untouched(Problem.passing(code, "not now"));
    }

    private static Outcome unknown() {
        return new Outcome.Unknown(Problem.passing(FaultCode.TIMED_OUT, "no answer in time"));
    }
}
