package dev.leeward.agent.health;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One request by FastCGI 1.0 (fastcgi-archives.github.io/FastCGI_Specification.html), as a responder's client (section 6.2).
 * Records, their number and the answer are bounded; the deadline is the channel's owner's, who closes it.
 */
final class FastCgi {
    private static final int VERSION = 1;
    private static final int REQUEST = 1;
    private static final int HEADER = 8;
    /** Record types, section 8. */
    private static final int BEGIN = 1;

    private static final int END = 3;
    private static final int PARAMS = 4;
    private static final int STDIN = 5;
    private static final int STDOUT = 6;
    private static final int STDERR = 7;
    private static final int RESPONDER = 1;
    private static final int REQUEST_COMPLETE = 0;

    private static final int MOST_PARAMS = 4_096;
    private static final int MOST_ANSWER = 16 * 1024;
    private static final int MOST_RECORDS = 1_000;

    private FastCgi() {}

    /** What came back: headers, an empty line, a body, as CGI writes it. */
    record Answer(String text) {
        int status() {
            for (var line : text.split("\r?\n\r?\n", 2)[0].split("\r?\n")) {
                if (!line.regionMatches(true, 0, "Status:", 0, 7)) continue;
                var number = line.substring(7).strip().split(" ", 2)[0];
                return number.matches("[0-9]{3}") ? Integer.parseInt(number) : 0;
            }
            // RFC 3875, section 6.3.3: without one it is 200.
            return 200;
        }

        String body() {
            var parts = text.split("\r?\n\r?\n", 2);
            return parts.length < 2 ? "" : parts[1];
        }
    }

    static Answer ask(ByteChannel channel, Map<String, String> params) throws IOException {
        var request = new ByteArrayOutputStream();
        // Role (2 bytes), flags (the server closes), 5 reserved: section 5.1.
        record(request, BEGIN, new byte[] {0, RESPONDER, 0, 0, 0, 0, 0, 0});
        record(request, PARAMS, params(params));
        record(request, PARAMS, new byte[0]);
        record(request, STDIN, new byte[0]);
        var bytes = ByteBuffer.wrap(request.toByteArray());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return answer(channel);
    }

    private static Answer answer(ByteChannel channel) throws IOException {
        var out = new ByteArrayOutputStream();
        int errors = 0;
        for (int i = 0; i < MOST_RECORDS; i++) {
            var header = ByteBuffer.wrap(read(channel, HEADER));
            int version = header.get(0) & 0xff;
            int type = header.get(1) & 0xff;
            int length = header.getShort(4) & 0xffff;
            int padding = header.get(6) & 0xff;
            if (version != VERSION) throw new IOException("answers in something else than FastCGI 1");
            var content = read(channel, length);
            read(channel, padding);
            switch (type) {
                case STDOUT -> out.writeBytes(content);
                case STDERR -> errors += length;
                case END -> {
                    if (length < HEADER) throw new IOException("ends the request in something else than FastCGI");
                    int protocol = content[4] & 0xff;
                    if (protocol != REQUEST_COMPLETE) throw new IOException("refuses the request: status " + protocol);
                    return new Answer(out.toString(StandardCharsets.UTF_8));
                }
                // Section 8 leaves room for types of later versions.
                default -> errors += length;
            }
            if (out.size() + errors > MOST_ANSWER) throw new IOException("answers more than " + MOST_ANSWER + " bytes");
        }
        throw new IOException("answers in more than " + MOST_RECORDS + " records");
    }

    private static byte[] read(ByteChannel channel, int length) throws IOException {
        var bytes = new byte[length];
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) throw new EOFException("closed the connection before the end of its answer");
        }
        return bytes;
    }

    private static void record(ByteArrayOutputStream to, int type, byte[] content) {
        to.writeBytes(
                new byte[] {VERSION, (byte) type, 0, REQUEST, (byte) (content.length >> 8), (byte) content.length, 0, 0
                });
        to.writeBytes(content);
    }

    /** Name-value pairs, section 3.4; all lengths are below 128 or take four bytes. */
    private static byte[] params(Map<String, String> params) {
        var pairs = new ByteArrayOutputStream();
        params.forEach((name, value) -> {
            var n = name.getBytes(StandardCharsets.UTF_8);
            var v = value.getBytes(StandardCharsets.UTF_8);
            length(pairs, n.length);
            length(pairs, v.length);
            pairs.writeBytes(n);
            pairs.writeBytes(v);
        });
        if (pairs.size() > MOST_PARAMS) throw new IllegalArgumentException("too many parameters");
        return pairs.toByteArray();
    }

    private static void length(ByteArrayOutputStream to, int length) {
        if (length < 128) to.write(length);
        else to.writeBytes(ByteBuffer.allocate(4).putInt(length | 0x8000_0000).array());
    }
}
