package dev.leeward.format;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The journal as JSON lines: every line with its own hash and the hash before, so that an export can be checked by itself,
 * from whatever line it begins.
 */
public final class JournalExport {
    private static final int PAGE = 500;
    /** No line of a journal is as long; a longer one is not read into memory. */
    private static final int LONGEST_LINE = 4 << 20;

    private JournalExport() {}

    /**
     * Writes every line after {@code sequence}, the newest at the time included.
     *
     * @return how many lines were written
     */
    public static long write(Lines from, long sequence, Writer to) throws IOException {
        long written = 0;
        long after = sequence;
        for (var page = from.lines(after, PAGE); !page.isEmpty(); page = from.lines(after, PAGE)) {
            for (var line : page) {
                to.write(exported(line));
                to.write('\n');
                after = line.sequence();
                written++;
            }
        }
        to.flush();
        return written;
    }

    /** Checks an export's chain. */
    public static Checked verify(BufferedReader export) throws IOException {
        long first = 0;
        long last = 0;
        var hash = "";
        for (var text = next(export); !text.isEmpty(); text = next(export)) {
            if (!(JournalFormat.tree(text) instanceof Read.Of<ObjectNode>(ObjectNode tree))) {
                return broken(last, "is not a line of a journal");
            }
            long sequence = tree.path("sequence").asLong(0);
            var previous = taken(tree, "previous");
            var own = taken(tree, "hash");
            if (first == 0) {
                first = sequence;
            } else if (sequence != last + 1 || !previous.equals(hash)) {
                return broken(last, "does not follow the one before");
            }
            if (!fits(previous, own, tree)) return broken(last, "does not have the hash it says");
            last = sequence;
            hash = own;
        }
        return new Checked.Intact(first, last);
    }

    static String exported(Lines.Line line) {
        return switch (JournalFormat.tree(line.text())) {
            case Read.Of<ObjectNode>(ObjectNode tree) ->
                CanonicalJson.of(tree.put("previous", line.previous()).put("hash", line.hash()));
            // Never in a journal that verifies; written as found, so that a broken one can be looked into.
            case Read.Unreadable<ObjectNode> _ -> line.text();
        };
    }

    private static boolean fits(String previous, String hash, ObjectNode line) {
        try {
            return Chain.hash(previous, CanonicalJson.of(line)).equals(hash);
        } catch (IllegalArgumentException e) {
            // A number that no journal line has.
            return false;
        }
    }

    private static String taken(ObjectNode from, String key) {
        JsonNode value = from.remove(key);
        return value == null ? "" : value.asString("");
    }

    private static Checked broken(long last, String how) {
        var where = last == 0 ? "the first line " : "the line after " + last + " ";
        return new Checked.Broken(Problem.lasting(FaultCode.GARBLED, where + how));
    }

    private static String next(BufferedReader from) throws IOException {
        var line = new StringBuilder();
        for (int c = from.read(); c >= 0 && c != '\n'; c = from.read()) {
            if (line.length() == LONGEST_LINE) throw new IOException("longer than any line of a journal");
            line.append((char) c);
        }
        return line.toString();
    }

    /** What checking an export came to. */
    public sealed interface Checked {
        /** Every line is as it was written; both 0 when there is none. */
        record Intact(long first, long last) implements Checked {}

        /** Something was changed, removed or reordered. */
        record Broken(Problem problem) implements Checked {}
    }
}
