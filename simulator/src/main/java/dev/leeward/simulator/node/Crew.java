package dev.leeward.simulator.node;

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

    /** From how many places is looked. */
    public int vantagePoints() {
        return nodes + observers;
    }
}
