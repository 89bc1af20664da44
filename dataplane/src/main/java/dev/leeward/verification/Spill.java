package dev.leeward.verification;

import dev.leeward.item.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * The keys of one region with the digests of their items, parted by the hash of the key into ranges. What does not fit into a
 * range's buffer is in one file, as chains of chunks that lead back to the first. So memory does not depend on how many there
 * are. The file has no name any more once it is open, so nothing is left of it however the process ends.
 */
final class Spill implements Closeable {
    static final int RANGES = 64;
    /** Parting deeper than this would need more bits than the hash has. */
    static final int DEEPEST = 4;

    private static final int BITS = 6;
    private static final int CHUNK = 32 * 1024;
    private static final int HEAD = Long.BYTES + Integer.BYTES;
    private static final int DIGEST = 2 * Long.BYTES;
    private static final long NONE = -1;

    private final FileChannel file;
    private final int level;
    private final AtomicLong end = new AtomicLong();
    private final List<Range> ranges = new ArrayList<>();

    private Spill(FileChannel file, int level) {
        this.file = file;
        this.level = level;
        for (int number = 0; number < RANGES; number++) ranges.add(new Range());
    }

    /** A new one with its file in {@code folder}, which parts by other bits on each level. */
    static Spill in(Path folder, int level) throws IOException {
        Path path = Files.createTempFile(folder, "leeward-verify-", ".spill");
        try {
            return new Spill(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE), level);
        } finally {
            Files.delete(path);
        }
    }

    /** Any thread may. */
    void add(byte[] key, Digest digest) throws IOException {
        var bits = ByteBuffer.wrap(digest.bits().toArray());
        range(key).add(key, bits.getLong(), bits.getLong());
    }

    Range range(int number) {
        return ranges.get(number);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private Range range(byte[] key) {
        var hash = new CRC32C();
        hash.update(key);
        return ranges.get((int) (hash.getValue() >>> (Integer.SIZE - BITS * (level + 1))) & (RANGES - 1));
    }

    /** Takes a key and what was under it. */
    interface Visitor {
        void visit(byte[] key, long high, long low) throws IOException;
    }

    /** The keys with equal bits of their hash. Read only once nobody adds any more. */
    final class Range {
        private final ByteBuffer open = ByteBuffer.allocate(CHUNK).position(HEAD);
        private long last = NONE;
        private long count;
        private long high;
        private long low;

        private synchronized void add(byte[] key, long digestHigh, long digestLow) throws IOException {
            if (open.remaining() < Short.BYTES + key.length + DIGEST) flush();
            open.putShort((short) key.length).put(key).putLong(digestHigh).putLong(digestLow);
            count++;
            // Sums do not depend on the order in which segments come, and two equal ones do not cancel each other.
            high += digestHigh;
            low += digestLow;
        }

        long count() {
            return count;
        }

        /** Whether the other holds as many, and the same by the sum of their digests. */
        boolean sums(Range other) {
            return count == other.count && high == other.high && low == other.low;
        }

        void forEach(Visitor visitor) throws IOException {
            visit(open.duplicate().flip().position(HEAD), visitor);
            long at = last;
            while (at != NONE) {
                var chunk = ByteBuffer.allocate(CHUNK);
                while (chunk.hasRemaining()) {
                    if (file.read(chunk, at + chunk.position()) < 0) throw new IOException("a chunk is cut off");
                }
                chunk.flip();
                at = chunk.getLong();
                chunk.limit(chunk.getInt());
                visit(chunk, visitor);
            }
        }

        private static void visit(ByteBuffer chunk, Visitor visitor) throws IOException {
            while (chunk.hasRemaining()) {
                var key = new byte[Short.toUnsignedInt(chunk.getShort())];
                chunk.get(key);
                visitor.visit(key, chunk.getLong(), chunk.getLong());
            }
        }

        private void flush() throws IOException {
            open.putLong(0, last).putInt(Long.BYTES, open.position());
            open.clear();
            long at = end.getAndAdd(CHUNK);
            while (open.hasRemaining()) {
                // Returns how much it wrote, which may be less than all.
                int written = file.write(open, at + open.position());
                if (written < 0) throw new IOException("nothing can be written");
            }
            last = at;
            open.clear().position(HEAD);
        }
    }
}
