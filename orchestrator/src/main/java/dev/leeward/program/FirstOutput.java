package dev.leeward.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the first 4 KiB of what a program prints and reads the rest over, without ever blocking: a child that holds the
 * pipe open after the program's end must not hold a thread here.
 */
final class FirstOutput {

    private static final Logger LOG = LoggerFactory.getLogger(FirstOutput.class);
    private static final int MOST = 4 * 1024;
    private static final int LONGEST_LINE = 200;

    /** A program that prints without end gets no more of this thread's time than this between two glances. */
    private static final int MOST_PER_GLANCE = 1024 * 1024;

    private final InputStream stream;
    private final byte[] kept = new byte[MOST];
    private int length;

    /** Of {@code stream}, which is closed with it. */
    FirstOutput(InputStream stream) {
        this.stream = stream;
    }

    /** Takes what is there now. */
    void read() throws IOException {
        byte[] over = new byte[MOST];
        int taken = 0;
        while (taken < MOST_PER_GLANCE && stream.available() > 0) {
            int read = length < MOST ? stream.read(kept, length, MOST - length) : stream.read(over);
            if (read < 0) return;
            if (length < MOST) length += read;
            taken += read;
        }
    }

    /** All that was kept. */
    String text() {
        return new String(kept, 0, length, StandardCharsets.UTF_8);
    }

    /** The first line of {@code text} that is not blank, fit for a log. */
    static String firstLine(String text) {
        String line = text.lines().filter(one -> !one.isBlank()).findFirst().orElse("");
        String printable = line.strip().replaceAll("\\p{Cntrl}", "?");
        return printable.length() > LONGEST_LINE ? printable.substring(0, LONGEST_LINE) + "..." : printable;
    }

    /** Whatever still holds the pipe open. */
    void close() {
        try {
            stream.close();
        } catch (IOException e) {
            LOG.debug("Closing the output of a program: {}", e.toString());
        }
    }
}
