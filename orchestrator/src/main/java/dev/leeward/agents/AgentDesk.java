package dev.leeward.agents;

import dev.leeward.config.AgentSettings;
import dev.leeward.evidence.Cursor;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Where orders wait for agents and reports for readers. Bounded by the agents that are declared. Thread-safe. */
public final class AgentDesk implements Agents, AutoCloseable {
    /** The longest that an answer is held back for want of orders. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final int MOST_WAITING = 64;
    private static final int ORIGIN_BYTES = 8;
    /** How often somebody who waits looks whether this node leads by now. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final BooleanSupplier leads;
    private final String origin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by the lock, like all that follows. */
    private final SortedMap<AgentId, Seat> seats = new TreeMap<>();

    private Bearers bearers = Bearers.of(List.of());
    private long last;
    private int waiting;
    private boolean closed;

    /**
     * A desk without agents.
     *
     * @param leads whether this node may act now: no order of one that was deposed is handed out
     */
    public AgentDesk(BooleanSupplier leads) {
        this.leads = leads;
        var random = new byte[ORIGIN_BYTES];
        new SecureRandom().nextBytes(random);
        this.origin = HexFormat.of().formatHex(random);
    }

    /** From now on these are the agents; what is known of those that stay is kept. */
    public void configured(List<AgentSettings> agents) {
        var next = Bearers.of(agents);
        lock.lock();
        try {
            bearers = next;
            var ids = agents.stream().map(AgentId::of).toList();
            seats.keySet().retainAll(ids);
            ids.forEach(id -> seats.computeIfAbsent(id, _ -> new Seat()));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whose token that is, if it is an agent's. */
    public Optional<AgentId> bearer(String token) {
        Bearers now;
        lock.lock();
        try {
            now = bearers;
        } finally {
            lock.unlock();
        }
        return now.find(token);
    }

    @Override
    public Optional<Problem> order(ServiceName service, RegionName region, AgentOrder order) {
        lock.lock();
        try {
            var there = in(service, region);
            if (there.isEmpty()) {
                return Optional.of(Problem.lasting(
                        FaultCode.NOT_FOUND,
                        "no agent is declared for " + service + " in " + region + ", so nobody can be told"));
            }
            if (there.values().stream().anyMatch(seat -> seat.supersedes(order))) {
                return Optional.of(Problem.lasting(
                        FaultCode.FENCED,
                        "an order that is later than " + order.operationId() + ", of " + order.rank() + ", stands in "
                                + region));
            }
            long number = ++last;
            there.values().forEach(seat -> seat.give(order, number, origin + "-" + number));
            changed.signalAll();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void withdraw(String operationId) {
        lock.lock();
        try {
            seats.values().forEach(seat -> seat.withdraw(operationId));
        } finally {
            lock.unlock();
        }
    }

    /** Takes all orders back: whoever gave them does not lead any more. */
    public void withdrawAll() {
        lock.lock();
        try {
            seats.values().forEach(Seat::withdrawAll);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SortedMap<String, AgentAnswer> outcome(ServiceName service, RegionName region, String operationId) {
        lock.lock();
        try {
            SortedMap<String, AgentAnswer> answers = new TreeMap<>();
            in(service, region).forEach((id, seat) -> answers.put(id.name(), seat.answer(operationId)));
            return answers;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<AgentStanding> known(ServiceName service, RegionName region) {
        return standings().stream()
                .filter(each -> each.id().isIn(service, region))
                .toList();
    }

    /** All agents. */
    public List<AgentStanding> standings() {
        lock.lock();
        try {
            long now = System.nanoTime();
            return seats.entrySet().stream()
                    .map(each -> each.getValue().standing(each.getKey(), now))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what an agent reports; whether it is one that is declared. */
    public boolean report(AgentId agent, AgentReport report) {
        lock.lock();
        try {
            var seat = seats.get(agent);
            if (seat == null) return false;
            seat.heard(System.nanoTime());
            seat.take(report);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The orders of {@code agent}, as soon as one came after {@code cursor}, or none after {@code wait}. A later question of
     * the same agent ends an earlier one.
     *
     * @return empty when too many wait already, or the agent is not declared any more
     */
    public Optional<Orders> orders(AgentId agent, Optional<Cursor> cursor, Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var seat = seats.get(agent);
            if (seat == null) return Optional.empty();
            seat.heard(System.nanoTime());
            long number = cursor.filter(c -> c.origin().equals(origin) && c.number() <= last)
                    .map(Cursor::number)
                    .orElse(-1L);
            if (!await(agent, seat, number, wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT)) {
                return Optional.empty();
            }
            seat.heard(System.nanoTime());
            boolean now = leads.getAsBoolean();
            boolean news = now && (number < 0 || seat.hasAfter(number));
            // Where it may not act, it has told nothing: the agent asks again for the same.
            long next = now ? last : Math.max(0, number);
            return Optional.of(new Orders(origin, next, now, news ? seat.notes() : List.of()));
        } finally {
            lock.unlock();
        }
    }

    private boolean await(AgentId agent, Seat seat, long number, Duration wait) throws InterruptedException {
        long left = wait.toNanos();
        if (number < 0 || left <= 0 || isNews(seat, number)) return true;
        if (waiting >= MOST_WAITING) return false;
        long question = seat.ask();
        waiting++;
        try {
            long end = System.nanoTime() + left;
            while (!closed && left > 0 && seat.isNewest(question) && !isNews(seat, number)) {
                var _ = changed.await(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
                left = end - System.nanoTime();
            }
        } finally {
            waiting--;
        }
        return seats.containsKey(agent);
    }

    private boolean isNews(Seat seat, long number) {
        return seat.hasAfter(number) && leads.getAsBoolean();
    }

    private Map<AgentId, Seat> in(ServiceName service, RegionName region) {
        Map<AgentId, Seat> there = new TreeMap<>(seats);
        there.keySet().removeIf(id -> !id.isIn(service, region));
        return there;
    }

    /** Answers whoever waits. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
