package dev.leeward.journal.etcd;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.ChainEnds;
import dev.leeward.format.NewLines;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One append, as one transaction: it holds only if this term's leader key is still there and the chain still ends where
 * this writer left it.
 *
 * <p>When no answer comes, the very same transaction is sent again. That is safe, since it can hold only once, and it is
 * the only way to be sure: a look at the head would miss a request that is still on its way. A transaction that no longer
 * holds because the head is its own has been carried out before.
 */
final class Appending {
    private static final Duration TRY_LIMIT = Duration.ofMillis(1_500);
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** However long the lease lasts, the control loop is not held up for longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** The login of this connection runs out when nothing was asked for a while; the next try comes with a new one. */
    private static final int MOST_REFUSALS = 3;

    private final EtcdConnection connection;
    private final Keys keys;
    private final long term;
    private final Supplier<Duration> remaining;

    /**
     * For the term of the leader key that was created at revision {@code term}.
     *
     * @param remaining how long this node surely leads
     */
    Appending(EtcdConnection connection, Keys keys, long term, Supplier<Duration> remaining) {
        this.connection = connection;
        this.keys = keys;
        this.term = term;
        this.remaining = remaining;
    }

    /** What became of it. */
    sealed interface Fate {
        /** All is written. */
        record Written() implements Fate {}

        /** Nothing of ours was written, nor will be: another node leads or wrote. */
        record Superseded(long actualSequence) implements Fate {}

        /** Nothing was written, nor will be. */
        record Refused(Problem problem) implements Fate {}

        /** It may be written, now or later. */
        record InDoubt(Problem problem) implements Fate {}
    }

    /** Writes {@code lines} after {@code before}; returns within the lease that is left, and a scheduling delay. */
    Fate write(ChainEnds.Head before, NewLines lines) {
        long start = System.nanoTime();
        boolean doubt = false;
        var last = Problem.passing(FaultCode.TIMED_OUT, "etcd: the lease ran out before anything was sent");
        for (int tries = 1; ; tries++) {
            var left = shorter(remaining.get(), PATIENCE.minusNanos(System.nanoTime() - start));
            if (!left.isPositive()) return doubt ? new Fate.InDoubt(last) : new Fate.Refused(last);
            try {
                return judge(attempt(before, lines, shorter(left, TRY_LIMIT)), lines);
            } catch (EtcdFailure e) {
                last = e.problem();
                doubt |= !e.certain();
                if (!doubt && (tries == MOST_REFUSALS || last.code() != FaultCode.UNAUTHENTICATED)) {
                    return new Fate.Refused(last);
                }
            }
            if (!paused()) return doubt ? new Fate.InDoubt(last) : new Fate.Refused(last);
        }
    }

    private TxnResponse attempt(ChainEnds.Head before, NewLines lines, Duration limit) throws EtcdFailure {
        var writes = new ArrayList<Op>();
        Kept.entries(lines)
                .forEach((sequence, value) -> writes.add(Op.put(keys.entry(sequence), value, PutOption.DEFAULT)));
        writes.add(Op.put(keys.head(), Kept.head(lines.head()), PutOption.DEFAULT));
        return connection.ask(
                limit,
                client -> client.getKVClient()
                        .txn()
                        .If(stillLeads(keys, term), endsAt(before))
                        .Then(writes.toArray(Op[]::new))
                        .Else(Op.get(keys.head(), GetOption.DEFAULT))
                        .commit());
    }

    private Fate judge(TxnResponse answer, NewLines lines) throws EtcdFailure {
        if (answer.isSucceeded()) return new Fate.Written();
        Optional<KeyValue> found = EtcdChain.first(answer.getGetResponses().getFirst());
        var head = Kept.head(found);
        return head.equals(lines.head()) ? new Fate.Written() : new Fate.Superseded(head.sequence());
    }

    /** Holds as long as nobody else came to lead since {@code term}. */
    static Cmp stillLeads(Keys keys, long term) {
        return new Cmp(keys.leader(), Cmp.Op.EQUAL, CmpTarget.createRevision(term));
    }

    private Cmp endsAt(ChainEnds.Head head) {
        return head.equals(ChainEnds.Head.EMPTY)
                ? new Cmp(keys.head(), Cmp.Op.EQUAL, CmpTarget.version(0))
                : new Cmp(keys.head(), Cmp.Op.EQUAL, CmpTarget.value(Kept.head(head)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
