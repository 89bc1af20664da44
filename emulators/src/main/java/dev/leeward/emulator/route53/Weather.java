package dev.leeward.emulator.route53;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** What will go wrong next: single faults in the order they were ordered, and the outage of the whole control plane. */
final class Weather {
    private final Map<Operation, Queue<Fault>> coming = new EnumMap<>(Operation.class);
    private Optional<Fault> outage = Optional.empty();

    synchronized void next(Operation operation, Fault fault) {
        coming.computeIfAbsent(operation, any -> new ArrayDeque<>()).add(fault);
    }

    synchronized void outage(Optional<Fault> fault) {
        outage = fault;
    }

    synchronized Optional<Fault> take(Operation operation) {
        if (outage.isPresent()) return outage;
        var queue = coming.get(operation);
        return queue == null ? Optional.empty() : Optional.ofNullable(queue.poll());
    }
}
