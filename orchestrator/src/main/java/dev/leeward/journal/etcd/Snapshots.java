package dev.leeward.journal.etcd;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.JournalFormat;
import dev.leeward.journal.Snapshot;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.PutOption;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps snapshots, in pieces since etcd takes no large requests, and forgets what they stand for. Pieces mean nothing until
 * the last transaction points at them, so one that breaks off leaves the snapshot before in force. Each transaction can be
 * repeated, and holds only as long as this node leads.
 */
final class Snapshots {
    /** Etcd takes requests of 1.5 MiB unless told otherwise. */
    private static final int PIECE = 1_000_000;

    private static final int MOST_PIECES = 200;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final EtcdConnection connection;
    private final Keys keys;
    private final long term;

    Snapshots(EtcdConnection connection, Keys keys, long term) {
        this.connection = connection;
        this.keys = keys;
        this.term = term;
    }

    /** Forgets the lines up to {@code cut}, and keeps {@code snapshot}; then lets etcd forget its own history, too. */
    void keep(Snapshot snapshot, long cut) throws EtcdFailure {
        var chain = EtcdChain.now(connection, keys);
        long sequence = snapshot.sequence();
        int pieces = writePieces(sequence, JournalFormat.snapshot(snapshot));
        var ops = new ArrayList<Op>();
        ops.add(pointTo(sequence, pieces));
        ops.add(delete(keys.firstPiece(0), keys.firstPiece(sequence)));
        ops.add(delete(keys.firstPiece(sequence + 1), keys.afterPieces()));
        var last = chain.lastUpTo(cut)
                .filter(line -> line.sequence() > chain.ends().baseSequence());
        if (last.isPresent()) {
            var base = new Kept.Base(last.get().sequence(), last.get().hash());
            ops.add(Op.put(keys.base(), base.written(), PutOption.DEFAULT));
            ops.add(delete(keys.entry(0), keys.entry(base.sequence() + 1)));
        }
        long revision = change(ops);
        connection.ask(LIMIT, client -> client.getKVClient().compact(revision - 1));
    }

    /** Points at the {@code pieces} of the snapshot at {@code sequence}. */
    Op pointTo(long sequence, int pieces) {
        return Op.put(keys.snapshot(), new Kept.Pointer(sequence, pieces).written(), PutOption.DEFAULT);
    }

    /** Writes the text of the snapshot at {@code sequence}, and returns how many pieces it took. */
    int writePieces(long sequence, String text) throws EtcdFailure {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int pieces = (bytes.length + PIECE - 1) / PIECE;
        if (pieces > MOST_PIECES) {
            throw new EtcdFailure(
                    Problem.lasting(FaultCode.EXHAUSTED, "a snapshot of " + bytes.length + " bytes is too large"),
                    true);
        }
        for (int i = 0; i < pieces; i++) {
            var piece = Arrays.copyOfRange(bytes, i * PIECE, Math.min(bytes.length, (i + 1) * PIECE));
            var put = Op.put(keys.piece(sequence, i), ByteSequence.from(piece), PutOption.DEFAULT);
            change(List.of(put));
        }
        return pieces;
    }

    /** Changes what is kept, if this node still leads; the revision that it made. */
    long change(List<Op> ops) throws EtcdFailure {
        var answer = connection.askAgain(
                LIMIT,
                client -> client.getKVClient()
                        .txn()
                        .If(Appending.stillLeads(keys, term))
                        .Then(ops.toArray(Op[]::new))
                        .commit());
        if (answer.isSucceeded()) return answer.getHeader().getRevision();
        throw new EtcdFailure(Problem.lasting(FaultCode.CONFLICT, "another node leads"), true);
    }

    static Op delete(ByteSequence from, ByteSequence to) {
        return Op.delete(from, DeleteOption.builder().withRange(to).build());
    }
}
