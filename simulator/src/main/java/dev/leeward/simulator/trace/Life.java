package dev.leeward.simulator.trace;

/** One life of an orchestrator's process, from its start to its crash. {@code number} counts all lives of all nodes. */
public record Life(String node, int number) {
    @Override
    public String toString() {
        return node + "#" + number;
    }
}
