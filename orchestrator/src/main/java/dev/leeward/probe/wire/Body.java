package dev.leeward.probe.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads the body of an answer, in one of the three ways in which it can be framed (RFC 9112, section 6.3). */
abstract sealed class Body permits Body.OfLength, Body.UntilClose, ChunkedBody {

    /** What is matched and parsed; the rest of a longer body is not read. */
    static final int MOST = 64 * 1024;

    private byte[] bytes = new byte[1024];
    private int length;
    private boolean complete;
    private boolean cut;

    static Body framedBy(AnswerHead head, String method) throws Malformed {
        boolean none = method.equals("HEAD") || head.status() == 204 || head.status() == 304;
        if (none) return new OfLength(0);
        if (head.isChunked()) return new ChunkedBody();
        var contentLength = head.contentLength();
        return contentLength.isPresent() ? new OfLength(contentLength.get()) : new UntilClose();
    }

    /** Takes what is there. */
    abstract void read(ByteBuffer from) throws Malformed;

    /** The other side has closed: is that the end of the body, or did it break off? */
    abstract boolean endsByClosing();

    /** Whether nothing more needs to be read. */
    final boolean isComplete() {
        return complete;
    }

    /** Whether it was longer than {@link #MOST}. */
    final boolean isCut() {
        return cut;
    }

    final byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    final int length() {
        return length;
    }

    final void complete() {
        complete = true;
    }

    /** Keeps up to {@code count} bytes, as many as there are. */
    final void keep(ByteBuffer from, int count) {
        int kept = Math.min(count, MOST - length);
        if (length + kept > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(MOST, Math.max(bytes.length * 4, length + kept)));
        }
        from.get(bytes, length, kept);
        length += kept;
        if (kept < count) {
            cut = true;
            complete = true;
        }
    }

    /** Content-Length says how long it is. */
    static final class OfLength extends Body {
        private long left;

        OfLength(long length) {
            left = length;
            if (left == 0) complete();
        }

        @Override
        void read(ByteBuffer from) {
            int count = (int) Math.min(left, from.remaining());
            left -= count;
            keep(from, count);
            if (left == 0) complete();
        }

        @Override
        boolean endsByClosing() {
            return false;
        }
    }

    /** It ends with the connection. */
    static final class UntilClose extends Body {
        @Override
        void read(ByteBuffer from) {
            keep(from, from.remaining());
        }

        @Override
        boolean endsByClosing() {
            return true;
        }
    }
}
