package dev.leeward.probe.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects status line and headers up to the empty line (RFC 9112, section 2.1), piece by piece. */
final class HeadReader {

    private static final int USUAL = 512;

    /** Servers' own limits lie between 8 and 32 KiB. */
    static final int LONGEST = 32 * 1024;

    private static final byte[] START = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

    private byte[] head = new byte[USUAL];
    private int length;
    private int lineLength;

    boolean isEmpty() {
        return length == 0;
    }

    /** Takes bytes up to the end of the head; null if there is more to come. */
    @Nullable
    AnswerHead read(ByteBuffer bytes) throws Malformed {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (length == head.length) grow();
            head[length++] = next;
            if (length <= START.length) expectStart(next);
            if (next == '\n') {
                // A line may end in a bare LF (RFC 9112, section 2.2).
                if (lineLength == 0) return complete();
                lineLength = 0;
            } else if (next != '\r') {
                lineLength++;
            }
        }
        return null;
    }

    private AnswerHead complete() throws Malformed {
        AnswerHead complete = AnswerHead.parse(new String(head, 0, length, StandardCharsets.ISO_8859_1));
        length = 0;
        lineLength = 0;
        return complete;
    }

    /** Seen at once: a mail server's greeting must not pass for a slow web server. */
    private void expectStart(byte next) throws Malformed {
        if (next != START[length - 1]) {
            throw new Malformed(
                    "not HTTP: " + Malformed.quoted(new String(head, 0, length, StandardCharsets.ISO_8859_1)));
        }
    }

    private void grow() throws Malformed {
        if (length >= LONGEST) throw new Malformed("headers longer than " + LONGEST + " bytes");
        head = Arrays.copyOf(head, Math.min(head.length * 4, LONGEST));
    }
}
