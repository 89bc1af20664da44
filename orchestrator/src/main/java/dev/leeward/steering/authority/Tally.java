package dev.leeward.steering.authority;

import dev.leeward.dns.Deadline;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Verification;
import dev.leeward.steering.Verification.State;
import dev.leeward.steering.Verification.Witness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts what the servers answered; filled by the threads that ask, watched by the one that waits. */
final class Tally {
    /**
     * Where a server at one address stands.
     *
     * @param judgement of its latest answer; none before the first
     * @param goodRounds how many good answers in a row it gave up to now
     * @param counted whether it counts: not when this machine has no route to it
     */
    private record Standing(Expectation.@Nullable Judgement judgement, int goodRounds, boolean counted) {}

    private final Quorum quorum;
    private final int rounds;
    private final Map<AskedServer, Standing> standings = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    Tally(List<AskedServer> servers, Quorum quorum, int rounds) {
        this.quorum = quorum;
        this.rounds = rounds;
        servers.forEach(server -> standings.put(server, new Standing(null, 0, true)));
    }

    /** Notes an answer; the result is how many good ones in a row that makes. */
    int note(AskedServer server, Expectation.Judgement judgement) {
        lock.lock();
        try {
            Standing before = standings.get(server);
            int good = judgement.state() == State.CURRENT && before != null ? before.goodRounds() + 1 : 0;
            standings.put(server, new Standing(judgement, good, true));
            changed.signalAll();
            return good;
        } finally {
            lock.unlock();
        }
    }

    /** Whether anything was noted of a server yet. */
    boolean heard(AskedServer server) {
        lock.lock();
        try {
            Standing standing = standings.get(server);
            return standing != null && standing.judgement() != null;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that this machine has no route to an address. */
    void noteNoRoute(AskedServer server, Expectation.Judgement judgement) {
        lock.lock();
        try {
            standings.put(server, new Standing(judgement, 0, false));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the quorum is reached and everybody else was heard or missed at least once, or {@code deadline}. */
    void awaitSettled(Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            while (!isSettled() && !deadline.passed()) {
                changed.awaitNanos(deadline.left().toNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    /** The result so far. */
    Verification result() {
        lock.lock();
        try {
            if (!standings.isEmpty() && standings.values().stream().noneMatch(Standing::counted)) {
                return new Verification.Unseen(Problem.passing(
                        FaultCode.UNREACHABLE,
                        "this machine has no route to any of "
                                + standings.keySet().stream()
                                        .map(AskedServer::label)
                                        .toList()));
            }
            List<Witness> witnesses =
                    standings.entrySet().stream().map(this::witness).toList();
            return isProven() ? new Verification.Proven(witnesses) : new Verification.NotYet(witnesses);
        } finally {
            lock.unlock();
        }
    }

    private boolean isSettled() {
        return isProven() && standings.values().stream().allMatch(standing -> standing.judgement() != null);
    }

    /**
     * A server is current when it is at each of its counted addresses. An address without a route does not count as long
     * as its server has another: that says something about this machine and nothing about the server. A server that has
     * no other address does count: nobody saw it.
     */
    private boolean isProven() {
        Map<String, List<Standing>> servers = standings.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().name(), Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        long current = servers.values().stream().filter(this::isCurrent).count();
        return current >= quorum.needed(servers.size());
    }

    private boolean isCurrent(List<Standing> addresses) {
        return addresses.stream().anyMatch(Standing::counted)
                && addresses.stream().filter(Standing::counted).allMatch(address -> address.goodRounds() >= rounds);
    }

    private Witness witness(Map.Entry<AskedServer, Standing> entry) {
        String label = entry.getKey().label();
        Standing standing = entry.getValue();
        Expectation.Judgement judgement = standing.judgement();
        if (judgement == null) return new Witness(label, State.TIMED_OUT, "no answer within the limit");
        String suffix = "";
        if (!standing.counted()) suffix = "; does not count";
        else if (judgement.state() == State.CURRENT && standing.goodRounds() < rounds) {
            suffix = "; %d of %d rounds".formatted(standing.goodRounds(), rounds);
        }
        return new Witness(label, judgement.state(), judgement.detail() + suffix);
    }
}
