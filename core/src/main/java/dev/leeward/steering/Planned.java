package dev.leeward.steering;

import dev.leeward.fault.Problem;

/** What planning came to. */
public sealed interface Planned {
    /** There is something to do, and it is safe. */
    record Ready(SteeringPlan plan) implements Planned {}

    /** The target stands as ordered already, epoch included. */
    record InPlace(Reading.Found reading) implements Planned {}

    /** It cannot be done; nothing was changed. */
    record Refused(Problem problem) implements Planned {}
}
