package dev.leeward.steering;

import java.util.List;

/**
 * A change of one target that passed every safety rule, with what it rests on.
 *
 * @param before what stood there when it was planned; {@code apply} changes nothing if it no longer does
 * @param changes what will be done, a line each, for people and the journal
 */
public record SteeringPlan(TargetId target, SteeringOrder order, Reading.Found before, List<String> changes) {
    public SteeringPlan {
        changes = List.copyOf(changes);
    }
}
