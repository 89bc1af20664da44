package dev.leeward.agent.state;

import dev.leeward.agents.AgentOrder;
import dev.leeward.agents.OrderNote;
import dev.leeward.agents.OutcomeNote;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.Rank;
import dev.leeward.steering.Epoch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that the agent knows and must not forget.
 *
 * @param format of the file, {@value #FORMAT}
 * @param epoch the highest seen in any order
 * @param released the highest epoch that has released a fence, or found none to release: its run does not raise another
 * @param fence the one that is held, until its release is complete
 * @param work settings that are being put into force
 * @param settings those in force
 * @param outcomes of the newest operations, oldest first
 */
public record HostState(
        int format,
        long epoch,
        Optional<Long> released,
        Optional<Fence> fence,
        Optional<Work> work,
        Optional<Standing> settings,
        List<OutcomeNote> outcomes) {
    /** What this version writes. */
    public static final int FORMAT = 1;

    private static final int MOST_OUTCOMES = 32;

    public HostState {
        if (format != FORMAT || epoch < 0) throw new IllegalArgumentException("not a state of this version");
        outcomes = List.copyOf(outcomes);
    }

    /** Of an agent that has never been told anything. */
    static HostState fresh() {
        return new HostState(
                FORMAT, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * A fence.
     *
     * @param issue of the order, to be given back with the outcome
     * @param since wall clock, milliseconds; for people
     * @param stopped units that were running and are to be started at the release
     * @param release the order that takes it away, while that is under way
     */
    public record Fence(
            String operationId,
            String issue,
            long epoch,
            String reason,
            long since,
            List<String> stopped,
            Optional<Release> release) {
        public Fence {
            stopped = List.copyOf(stopped);
        }

        /** The same, with {@code units} to be started at the release. */
        public Fence stopping(List<String> units) {
            return new Fence(operationId, issue, epoch, reason, since, units, release);
        }

        /** The same as the answer to another giving of its order. */
        Fence issued(String other) {
            return new Fence(operationId, other, epoch, reason, since, stopped, release);
        }

        /** The same, being taken away. */
        public Fence releasedBy(Release order) {
            return new Fence(operationId, issue, epoch, reason, since, stopped, Optional.of(order));
        }
    }

    /** The order that takes a fence away. */
    public record Release(String operationId, String issue, long epoch) {}

    /** How far settings are on their way. */
    public enum Phase {
        /** Nothing was touched. */
        INTENDED,
        /** What stood before is kept beside the file; the file is the old one or the new one. */
        KEPT,
        /** The file is the new one; units may have been restarted. */
        WRITTEN,
        /** The new one broke the application: the old one comes back. */
        ROLLING_BACK
    }

    /**
     * Settings that are being put into force.
     *
     * @param after hex SHA-256 of the file as it shall be; empty before it was decided
     * @param trouble why it is rolled back
     */
    public record Work(
            String operationId,
            String issue,
            long epoch,
            Map<String, String> values,
            Phase phase,
            String after,
            String trouble) {
        public Work {
            values = Map.copyOf(values);
        }

        /** The same as the answer to another giving of its order. */
        Work issued(String other) {
            return new Work(operationId, other, epoch, values, phase, after, trouble);
        }

        /** The same, further on. */
        public Work at(Phase next, String content, String why) {
            return new Work(operationId, issue, epoch, values, next, content, why);
        }

        /** Without the values, of which some may be nobody's business. */
        @Override
        public String toString() {
            return "Work[" + operationId + ", epoch " + epoch + ", " + values.keySet() + ", " + phase + "]";
        }
    }

    /** Settings in force: the order, and when they were proven. */
    public record Standing(String operationId, long epoch, long since, String content) {}

    /** Whether that operation is held or under way. */
    public boolean concerns(String operationId) {
        return fence.filter(each -> each.operationId().equals(operationId)).isPresent()
                || fence.flatMap(Fence::release)
                        .filter(each -> each.operationId().equals(operationId))
                        .isPresent()
                || work.filter(each -> each.operationId().equals(operationId)).isPresent();
    }

    /** The same, telling of that operation as the answer to {@code issue}. */
    public HostState answering(String operationId, String issue) {
        var nextFence = fence.map(each -> each.operationId().equals(operationId) ? each.issued(issue) : each)
                .map(each -> each.release()
                        .filter(release -> release.operationId().equals(operationId))
                        .map(release -> each.releasedBy(new Release(operationId, issue, release.epoch())))
                        .orElse(each));
        var nextWork = work.map(each -> each.operationId().equals(operationId) ? each.issued(issue) : each);
        return new HostState(format, epoch, released, nextFence, nextWork, settings, outcomes);
    }

    /** What came of an operation, as far as it is remembered. */
    public Optional<OutcomeNote> outcome(String operationId) {
        return outcomes.stream()
                .filter(each -> each.operationId().equals(operationId))
                .findFirst();
    }

    /** What has been seen that {@code note} is behind of: then it comes too late. */
    public Optional<Rank> overtaking(OrderNote note) {
        var highest = new Rank(new Epoch(epoch), Way.TAKE);
        var last = released.map(at -> new Rank(new Epoch(at), Way.TAKE_BACK));
        return note.order()
                .flatMap(order -> Stream.concat(
                                Stream.of(highest), last.filter(_ -> order instanceof AgentOrder.Fence).stream())
                        .filter(order.rank()::isBehind)
                        .max(Comparator.naturalOrder()));
    }

    /** The same, having seen {@code note}. */
    public HostState seen(OrderNote note) {
        boolean releases =
                note.order().filter(AgentOrder.Release.class::isInstance).isPresent();
        var last = releases ? Optional.of(Math.max(released.orElse(0L), note.epoch())) : released;
        return new HostState(format, Math.max(epoch, note.epoch()), last, fence, work, settings, outcomes);
    }

    /** The same with this fence. */
    public HostState with(Optional<Fence> other) {
        return new HostState(format, epoch, released, other, work, settings, outcomes);
    }

    /** The same with this work. */
    public HostState working(Optional<Work> other) {
        return new HostState(format, epoch, released, fence, other, settings, outcomes);
    }

    /** The same with these settings in force. */
    public HostState standing(Standing other) {
        return new HostState(format, epoch, released, fence, work, Optional.of(other), outcomes);
    }

    /** The same, remembering {@code note} and forgetting the oldest. */
    public HostState noting(OutcomeNote note) {
        var all = new ArrayList<>(outcomes);
        all.removeIf(each -> each.operationId().equals(note.operationId()));
        all.add(note);
        if (all.size() > MOST_OUTCOMES) all.removeFirst();
        return new HostState(format, epoch, released, fence, work, settings, all);
    }
}
