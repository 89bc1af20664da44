package dev.leeward.simulator.node;

import dev.leeward.probe.VantagePoint;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who watches, and who decides.
 *
 * @param nodes how many there are of which one leads by a lease; 1: a single one, which needs none
 * @param observers how many others only look, from other places, and tell whoever leads
 */
public record Crew(int nodes, int observers) {
    /** One node, which sees for itself. */
    public static final Crew ALONE = new Crew(1, 0);

    public Crew {
        if (nodes < 1 || observers < 0)
            throw new IllegalArgumentException(nodes + " nodes, " + observers + " observers");
    }

    /** Those whose looks count; of a single node that may be followed by another both names; nobody's where nobody else looks. */
    public List<VantagePoint> names() {
        if (vantagePoints() == 1) return List.of();
        var nodes = IntStream.rangeClosed(1, Math.max(2, this.nodes)).mapToObj(i -> "node-" + i);
        var others = IntStream.rangeClosed(1, observers).mapToObj(i -> "observer-" + i);
        return Stream.concat(nodes, others).map(VantagePoint::new).toList();
    }

    /** From how many places is looked. */
    public int vantagePoints() {
        return nodes + observers;
    }
}
