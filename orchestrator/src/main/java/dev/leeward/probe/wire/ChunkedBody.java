package dev.leeward.probe.wire;

import java.nio.ByteBuffer;

/** A body in chunks (RFC 9112, section 7.1). Extensions and trailers are read over. */
final class ChunkedBody extends Body {

    /** Eight hexadecimal digits: more than any server sends in one chunk. */
    private static final int MOST_DIGITS = 8;

    private static final int LONGEST_LINE = 4096;

    private enum Part {
        SIZE,
        EXTENSION,
        CONTENT,
        AFTER_CONTENT,
        TRAILERS
    }

    private Part part = Part.SIZE;
    private long left;
    private int digits;
    private int lineLength;

    @Override
    void read(ByteBuffer from) throws Malformed {
        while (from.hasRemaining() && !isComplete()) {
            if (part == Part.CONTENT) content(from);
            else mark(from.get());
        }
    }

    private void content(ByteBuffer from) {
        int count = (int) Math.min(left, from.remaining());
        left -= count;
        keep(from, count);
        if (left == 0) part = Part.AFTER_CONTENT;
    }

    private void mark(byte next) throws Malformed {
        if (++lineLength > LONGEST_LINE) throw new Malformed("a chunk's line is longer than " + LONGEST_LINE);
        switch (part) {
            case SIZE -> size(next);
            case EXTENSION -> {
                if (next == '\n') sizeEnds();
            }
            case AFTER_CONTENT -> {
                if (next == '\n') lineBegins(Part.SIZE);
                else if (next != '\r') throw new Malformed("a chunk is longer than it said");
            }
            case TRAILERS -> trailer(next);
            case CONTENT -> throw new IllegalStateException("content is no mark");
        }
    }

    private void size(byte next) throws Malformed {
        int digit = Character.digit(next, 16);
        if (digit >= 0) {
            left = left * 16 + digit;
            if (++digits > MOST_DIGITS) throw new Malformed("a chunk's size has too many digits");
            return;
        }
        if (digits == 0) throw new Malformed("a chunk has no size");
        if (next == '\n') sizeEnds();
        else if (next == '\r' || next == ';' || next == ' ' || next == '\t') part = Part.EXTENSION;
        else throw new Malformed("not a chunk's size");
    }

    private void sizeEnds() {
        lineBegins(left == 0 ? Part.TRAILERS : Part.CONTENT);
    }

    private void trailer(byte next) {
        if (next == '\n' && lineLength == 1) complete();
        else if (next == '\n') lineBegins(Part.TRAILERS);
        else if (next == '\r') lineLength--;
    }

    private void lineBegins(Part next) {
        part = next;
        lineLength = 0;
        if (next == Part.SIZE) {
            left = 0;
            digits = 0;
        }
    }

    @Override
    boolean endsByClosing() {
        return false;
    }
}
