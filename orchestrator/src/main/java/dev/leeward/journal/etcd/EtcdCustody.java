package dev.leeward.journal.etcd;

import dev.leeward.fault.Problem;
import dev.leeward.format.ChainEnds;
import dev.leeward.format.JournalFormat;
import dev.leeward.format.Lines;
import dev.leeward.format.Read;
import dev.leeward.journal.Snapshot;
import dev.leeward.relocation.Custody;
import dev.leeward.relocation.KeptChain;
import dev.leeward.relocation.RelocationException;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.PutOption;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The leader key held by nobody's node: what fills a prefix, or takes it out of use. Each step is one transaction. */
final class EtcdCustody implements Custody {
    /** Etcd takes requests of 1.5 MiB unless told otherwise. */
    private static final int BATCH = 1_000_000;

    private final EtcdConnection connection;
    private final Keys keys;
    private final String version;
    private final HeldLead lead;
    private final Snapshots writing;

    EtcdCustody(EtcdConnection connection, Keys keys, String version, HeldLead lead) {
        this.connection = connection;
        this.keys = keys;
        this.version = version;
        this.lead = lead;
        this.writing = new Snapshots(connection, keys, lead.number());
    }

    @Override
    public KeptChain chain() throws RelocationException {
        try {
            return EtcdKeptChain.of(connection, keys);
        } catch (EtcdFailure e) {
            throw failure(e);
        }
    }

    @Override
    public void receive(String from) throws RelocationException {
        change(List.of(
                put(EtcdLayout.arriving(from)),
                Op.delete(keys.head(), DeleteOption.DEFAULT),
                Op.delete(keys.base(), DeleteOption.DEFAULT),
                Op.delete(keys.snapshot(), DeleteOption.DEFAULT),
                Snapshots.delete(keys.entry(0), keys.afterEntries()),
                Snapshots.delete(keys.firstPiece(0), keys.afterPieces())));
    }

    @Override
    public void write(List<Lines.Line> lines) throws RelocationException {
        var batch = new ArrayList<Kept.Line>();
        int bytes = 0;
        for (var line : lines) {
            int length = line.text().getBytes(StandardCharsets.UTF_8).length
                    + line.hash().length()
                    + 2;
            if (bytes + length > BATCH && !batch.isEmpty()) {
                put(batch);
                batch.clear();
                bytes = 0;
            }
            batch.add(new Kept.Line(line.sequence(), line.text(), line.hash()));
            bytes += length;
        }
        if (!batch.isEmpty()) put(batch);
    }

    private void put(List<Kept.Line> batch) throws RelocationException {
        var ops = new ArrayList<Op>();
        Kept.entries(batch)
                .forEach((sequence, value) -> ops.add(Op.put(keys.entry(sequence), value, PutOption.DEFAULT)));
        change(ops);
    }

    @Override
    public void complete(ChainEnds ends, String snapshot) throws RelocationException {
        var ops = new ArrayList<Op>();
        if (!snapshot.isEmpty()) ops.add(writeSnapshot(snapshot));
        if (ends.baseSequence() > 0) {
            var base = new Kept.Base(ends.baseSequence(), ends.baseHash());
            ops.add(Op.put(keys.base(), base.written(), PutOption.DEFAULT));
        }
        ops.add(Op.put(keys.head(), Kept.head(ends.head()), PutOption.DEFAULT));
        change(ops);
    }

    /** Writes the pieces; what is returned points at them. */
    private Op writeSnapshot(String text) throws RelocationException {
        switch (JournalFormat.snapshot(text)) {
            case Read.Of<Snapshot>(Snapshot snapshot) -> {
                try {
                    return writing.pointTo(snapshot.sequence(), writing.writePieces(snapshot.sequence(), text));
                } catch (EtcdFailure e) {
                    throw failure(e);
                }
            }
            case Read.Unreadable<Snapshot>(Problem problem) ->
                throw new RelocationException(Problem.lasting(
                        problem.code(),
                        "the snapshot is " + problem.sentence() + ": move it with the version that wrote it"));
        }
    }

    @Override
    public void open() throws RelocationException {
        change(List.of(put(EtcdLayout.IN_USE), Op.put(keys.writtenBy(), Keys.bytes(version), PutOption.DEFAULT)));
    }

    @Override
    public void lay(String of) throws RelocationException {
        change(List.of(put(EtcdLayout.backup(of))));
    }

    @Override
    public void retire(String to) throws RelocationException {
        change(List.of(put(EtcdLayout.moved(to))));
    }

    private Op put(EtcdLayout layout) {
        return Op.put(keys.layout(), layout.written(), PutOption.DEFAULT);
    }

    private void change(List<Op> ops) throws RelocationException {
        try {
            writing.change(ops);
        } catch (EtcdFailure e) {
            throw failure(e);
        }
    }

    private static RelocationException failure(EtcdFailure e) {
        return (RelocationException) new RelocationException(e.problem()).initCause(e);
    }

    /** Gives the place back: nodes may come to lead on it, if what lies there lets them. */
    @Override
    public void close() {
        lead.close();
        connection.close();
    }
}
