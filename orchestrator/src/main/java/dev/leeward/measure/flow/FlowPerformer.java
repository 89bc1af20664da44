package dev.leeward.measure.flow;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Performer;
import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.UserFlow;
import dev.leeward.prober.Looks;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Shows that users are served where they will be sent, by going through a flow there. It changes nothing that Leeward looks
 * after, so that whatever became of it, nothing is unclear: it holds, or it does not.
 */
public final class FlowPerformer implements Performer {
    private final Map<RegionName, UserFlow> flows;
    private final Prober prober;

    /**
     * A performer.
     *
     * @param flows by region, each connecting to it
     * @param prober that goes through them; closed with this
     */
    public FlowPerformer(Map<RegionName, UserFlow> flows, Prober prober) {
        this.flows = Map.copyOf(flows);
        this.prober = prober;
    }

    /** A rehearsal may have effects in the shop: that is what dry runs by hand are for. */
    @Override
    public List<Finding> preflight(Duration limit) {
        return List.of();
    }

    @Override
    public Outcome perform(MeasureOrder order, Duration limit) {
        if (order.way() == MeasureOrder.Way.TAKE_BACK) {
            return new Outcome.Untouched(
                    Problem.lasting(FaultCode.MISCONFIGURED, order.measure() + " leaves nothing to take back"));
        }
        UserFlow flow = flows.get(order.to());
        if (flow == null) {
            return new Outcome.Untouched(
                    Problem.lasting(FaultCode.MISCONFIGURED, order.measure() + " has no flow for " + order.to()));
        }
        String what = order.measure() + ", flow " + flow.name() + " in " + order.to();
        return switch (Looks.once(prober, new Check.Flow(flow), limit)) {
            case Sighting.Healthy seen ->
                new Outcome.Applied("flow " + flow.name() + " in " + order.to() + ": "
                        + flow.steps().size() + " steps in "
                        + seen.timings().total().toMillis() + " ms");
            case Sighting.Failing(var kind, var detail, var _) ->
                new Outcome.Untouched(Problem.passing(code(kind), what + ": " + detail));
            case Sighting.Inconclusive(var why, var _) ->
                new Outcome.Untouched(Problem.passing(FaultCode.UNAVAILABLE, what + ": could not look: " + why));
        };
    }

    private static FaultCode code(FailureKind kind) {
        return switch (kind) {
            case TIMED_OUT -> FaultCode.TIMED_OUT;
            case REFUSED, RESET, UNREACHABLE, UNRESOLVABLE, TLS -> FaultCode.UNREACHABLE;
            default -> FaultCode.REJECTED;
        };
    }

    @Override
    public void close() {
        prober.close();
    }
}
