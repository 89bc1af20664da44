package dev.leeward.journal.etcd;

import dev.leeward.format.ChainEnds;
import dev.leeward.format.ChainSource;
import dev.leeward.format.Lines;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The journal as it stood at one revision of etcd. Every read asks a majority: none shows a state that is past already. */
final class EtcdChain implements ChainSource<EtcdFailure> {
    static final Duration READ_LIMIT = Duration.ofSeconds(2);
    private static final int KEYS_PER_CALL = 200;

    private final EtcdConnection connection;
    private final Keys keys;
    private final long revision;
    private final ChainEnds ends;
    private final Optional<Kept.Pointer> pointer;

    private EtcdChain(
            EtcdConnection connection, Keys keys, long revision, ChainEnds ends, Optional<Kept.Pointer> pointer) {
        this.connection = connection;
        this.keys = keys;
        this.revision = revision;
        this.ends = ends;
        this.pointer = pointer;
    }

    /** As it stands now. */
    static EtcdChain now(EtcdConnection connection, Keys keys) throws EtcdFailure {
        var answer = connection.askAgain(
                READ_LIMIT,
                client -> client.getKVClient()
                        .txn()
                        .Then(
                                Op.get(keys.head(), GetOption.DEFAULT),
                                Op.get(keys.base(), GetOption.DEFAULT),
                                Op.get(keys.snapshot(), GetOption.DEFAULT))
                        .commit());
        var found = answer.getGetResponses();
        var base = Kept.base(first(found.get(1)));
        return new EtcdChain(
                connection,
                keys,
                answer.getHeader().getRevision(),
                new ChainEnds(base.sequence(), base.hash(), Kept.head(first(found.get(0)))),
                Kept.pointer(first(found.get(2))));
    }

    static Optional<KeyValue> first(GetResponse found) {
        return found.getKvs().stream().findFirst();
    }

    @Override
    public ChainEnds ends() {
        return ends;
    }

    /** Which snapshot there is. */
    Optional<Kept.Pointer> pointer() {
        return pointer;
    }

    @Override
    public List<Lines.Line> lines(long sequence, int limit) throws EtcdFailure {
        var previous = hashOf(sequence);
        var lines = new ArrayList<Lines.Line>();
        for (var kept : kept(sequence, limit)) {
            lines.add(new Lines.Line(kept.sequence(), kept.text(), previous, kept.hash()));
            previous = kept.hash();
        }
        return lines;
    }

    /** The same without the hash before, which takes a call less. */
    List<Kept.Line> kept(long sequence, int limit) throws EtcdFailure {
        var lines = new ArrayList<Kept.Line>();
        long after = sequence;
        while (lines.size() < limit) {
            var page = range(keys.entry(after + 1), keys.afterEntries(), Math.min(limit - lines.size(), KEYS_PER_CALL));
            if (page.getKvs().isEmpty()) break;
            for (var key : page.getKvs()) {
                for (var line : Kept.lines(key)) {
                    if (line.sequence() <= after || lines.size() == limit) continue;
                    lines.add(line);
                }
                after = Kept.lines(key).getLast().sequence();
            }
        }
        return lines;
    }

    @Override
    public String snapshot() throws EtcdFailure {
        if (pointer.isEmpty()) return "";
        long sequence = pointer.get().sequence();
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < pointer.get().pieces(); i++) {
            first(range(keys.piece(sequence, i), keys.piece(sequence, i + 1), 1))
                    .ifPresent(piece -> bytes.writeBytes(piece.getValue().getBytes()));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The version of Leeward that wrote last, as it stands now; empty when nobody knows. */
    String writtenBy() throws EtcdFailure {
        return first(connection.askAgain(
                        READ_LIMIT, client -> client.getKVClient().get(keys.writtenBy())))
                .map(Keys::text)
                .orElse("");
    }

    @Override
    public String hashOf(long sequence) throws EtcdFailure {
        if (sequence <= ends.baseSequence()) return ends.baseHash();
        var key = first(range(keys.entry(sequence), keys.afterEntries(), 1));
        if (key.isEmpty()) return "";
        return Kept.lines(key.get()).stream()
                .filter(line -> line.sequence() == sequence)
                .map(Kept.Line::hash)
                .findFirst()
                .orElse("");
    }

    /** The last line at or before {@code sequence} that ends a key: up to there lines can be forgotten. */
    Optional<Kept.Line> lastUpTo(long sequence) throws EtcdFailure {
        var option = GetOption.builder()
                .withRange(keys.entry(sequence + 1))
                .withSortField(GetOption.SortTarget.KEY)
                .withSortOrder(GetOption.SortOrder.DESCEND)
                .withLimit(1)
                .build();
        var key = first(
                connection.askAgain(READ_LIMIT, client -> client.getKVClient().get(keys.entry(0), option)));
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of(Kept.lines(key.get()).getLast());
    }

    private GetResponse range(ByteSequence from, ByteSequence to, int limit) throws EtcdFailure {
        var option = GetOption.builder()
                .withRange(to)
                .withLimit(limit)
                .withRevision(revision)
                .build();
        return connection.askAgain(READ_LIMIT, client -> client.getKVClient().get(from, option));
    }
}
