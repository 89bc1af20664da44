package dev.leeward.probe;

/** A place from which probes look: the name of one running node. */
public record VantagePoint(String value) {
    @Override
    public String toString() {
        return value;
    }
}
