package dev.leeward.schedule;

import dev.leeward.probe.Probe;

/** One look to be started, by the probe whose turn it is. */
public final class Turn {
    private final Place place;
    private final long look;

    Turn(Place place, long look) {
        this.place = place;
        this.look = look;
    }

    /** Whose look it is. */
    public Probe probe() {
        return place.probe();
    }

    Place place() {
        return place;
    }

    /** Its number in the cadence. */
    long look() {
        return look;
    }
}
