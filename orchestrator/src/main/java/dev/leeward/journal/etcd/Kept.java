package dev.leeward.journal.etcd;

import dev.leeward.control.Company.Peer;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.Chain;
import dev.leeward.format.ChainEnds;
import dev.leeward.format.NewLines;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How what is kept in etcd is written: words with a space between, so that {@code etcdctl get} shows it to a person. */
final class Kept {
    /** Etcd takes 128 operations in a transaction unless told otherwise; some are ours besides the lines. */
    private static final int MOST_KEYS = 100;

    private static final String LEADS = "leads";
    private static final String STANDS_BY = "stands-by";

    private Kept() {}

    /**
     * A line as it is kept.
     *
     * @param text canonical JSON, never with a line break
     */
    record Line(long sequence, String text, String hash) {}

    /** The last forgotten line. */
    record Base(long sequence, String hash) {
        static final Base NONE = new Base(0, Chain.GENESIS);

        ByteSequence written() {
            return Keys.bytes(sequence + " " + hash);
        }
    }

    /** Which snapshot there is. */
    record Pointer(long sequence, int pieces) {
        ByteSequence written() {
            return Keys.bytes(sequence + " " + pieces);
        }
    }

    /** The head as written; empty before the first line. */
    static ByteSequence head(ChainEnds.Head head) {
        return Keys.bytes(head.sequence() + " " + head.hash() + " "
                + head.at().map(Instant::toString).orElse(""));
    }

    static ChainEnds.Head head(Optional<KeyValue> kept) throws EtcdFailure {
        if (kept.isEmpty()) return ChainEnds.Head.EMPTY;
        var words = words(kept.get(), 3);
        try {
            return new ChainEnds.Head(
                    Long.parseLong(words.getFirst()), words.get(1), Optional.of(Instant.parse(words.get(2))));
        } catch (NumberFormatException | DateTimeException e) {
            throw garbled(kept.get(), e);
        }
    }

    static Base base(Optional<KeyValue> kept) throws EtcdFailure {
        if (kept.isEmpty()) return Base.NONE;
        var words = words(kept.get(), 2);
        return new Base(number(kept.get(), words.getFirst()), words.get(1));
    }

    static Optional<Pointer> pointer(Optional<KeyValue> kept) throws EtcdFailure {
        if (kept.isEmpty()) return Optional.empty();
        var words = words(kept.get(), 2);
        return Optional.of(
                new Pointer(number(kept.get(), words.getFirst()), Math.toIntExact(number(kept.get(), words.get(1)))));
    }

    /** The lines by the sequence of the key they are kept under: one each, and several where there are very many. */
    static SortedMap<Long, ByteSequence> entries(NewLines lines) {
        var kept = new ArrayList<Line>(lines.lines().size());
        for (int i = 0; i < lines.lines().size(); i++) {
            var entry = lines.entries().get(i);
            kept.add(new Line(entry.sequence(), lines.lines().get(i), entry.hash()));
        }
        return entries(kept);
    }

    /** The same for lines that were written before. */
    static SortedMap<Long, ByteSequence> entries(List<Line> lines) {
        int each = (lines.size() + MOST_KEYS - 1) / MOST_KEYS;
        var kept = new TreeMap<Long, ByteSequence>();
        for (int from = 0; from < lines.size(); from += each) {
            int to = Math.min(from + each, lines.size());
            var value = new StringBuilder();
            for (var line : lines.subList(from, to)) {
                if (!value.isEmpty()) value.append('\n');
                value.append(line.hash()).append(' ').append(line.text());
            }
            kept.put(lines.get(to - 1).sequence(), Keys.bytes(value.toString()));
        }
        return kept;
    }

    /** The lines kept under one key. */
    static List<Line> lines(KeyValue kept) throws EtcdFailure {
        var key = kept.getKey().toString(StandardCharsets.UTF_8);
        long last = number(kept, key.substring(key.lastIndexOf('/') + 1));
        var written = Keys.text(kept).split("\n", -1);
        var lines = new ArrayList<Line>(written.length);
        for (int i = 0; i < written.length; i++) {
            int space = written[i].indexOf(' ');
            if (space < 0) throw garbled(kept, null);
            long sequence = last - written.length + 1 + i;
            lines.add(new Line(sequence, written[i].substring(space + 1), written[i].substring(0, space)));
        }
        return lines;
    }

    /** What a node says of itself. */
    static String peer(Peer peer) {
        return String.join(
                " ",
                peer.version().replace(' ', '-'),
                Integer.toString(peer.format()),
                peer.leads() ? LEADS : STANDS_BY,
                peer.since().truncatedTo(ChronoUnit.SECONDS).toString(),
                peer.place().orElse("-"));
    }

    static Peer peer(KeyValue kept) throws EtcdFailure {
        var key = kept.getKey().toString(StandardCharsets.UTF_8);
        var words = words(kept, 5);
        try {
            return new Peer(
                    key.substring(key.lastIndexOf('/') + 1),
                    words.getFirst(),
                    Integer.parseInt(words.get(1)),
                    Optional.of(words.get(4)).filter(place -> !place.equals("-")),
                    words.get(2).equals(LEADS),
                    Instant.parse(words.get(3)));
        } catch (NumberFormatException | DateTimeException e) {
            throw garbled(kept, e);
        }
    }

    private static List<String> words(KeyValue kept, int count) throws EtcdFailure {
        var words = List.of(Keys.text(kept).split(" ", -1));
        if (words.size() != count) throw garbled(kept, null);
        return words;
    }

    private static long number(KeyValue kept, String word) throws EtcdFailure {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw garbled(kept, e);
        }
    }

    private static EtcdFailure garbled(KeyValue kept, @Nullable Exception cause) {
        var key = kept.getKey().toString(StandardCharsets.UTF_8);
        var failure = new EtcdFailure(
                Problem.lasting(
                        FaultCode.GARBLED,
                        "etcd: " + key
                                + " does not hold what Leeward writes there; does another program use the prefix?"),
                true);
        if (cause != null) failure.initCause(cause);
        return failure;
    }
}
