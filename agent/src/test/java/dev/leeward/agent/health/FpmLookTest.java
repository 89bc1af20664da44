package dev.leeward.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.agent.health.HostLook.Seen;
import dev.leeward.agent.health.HostLook.State;
import dev.leeward.config.host.HostCheck.What.PhpFpm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pool may answer; a real one is asked in {@code PhpRegionIT}. */
final class FpmLookTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PONG = "Content-type: text/plain\r\n\r\npong";

    @TempDir
    Path folder;

    @Test
    void an_answer_in_pieces_with_padding_and_warnings_is_one_answer() throws IOException {
        var seen = look(join(
                record(1, 6, "Content-type: text/plain\r\n", 3),
                record(1, 7, "PHP Warning", 0),
                record(1, 6, "\r\npo", 255),
                record(1, 6, "ng", 1),
                record(1, 6, "", 0),
                end(0)));
        assertThat(seen.sentence()).startsWith("PHP-FPM answered in");
        assertThat(seen.state()).isEqualTo(State.WELL);
    }

    @Test
    void a_page_that_is_not_the_ping_page_is_no_pong() throws IOException {
        var missing = look(join(record(1, 6, "Status: 404 Not Found\r\n\r\nFile not found.", 0), end(0)));
        assertThat(missing.state()).isEqualTo(State.FAILING);
        assertThat(missing.sentence()).contains("404", "ping.path");
        assertThat(look(join(record(1, 6, "\r\n\r\nhello", 0), end(0))).sentence())
                .contains("something else");
    }

    @Test
    void a_pool_that_is_busy_says_so() throws IOException {
        assertThat(look(end(2)).sentence()).contains("refuses the request: status 2");
    }

    @Test
    void nonsense_a_flood_and_an_early_end_are_failures() throws IOException {
        assertThat(look("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8))
                        .sentence())
                .contains("something else than FastCGI 1");
        var flood = new ByteArrayOutputStream();
        for (int i = 0; i < 10; i++) flood.writeBytes(record(1, 6, "x".repeat(4_000), 0));
        assertThat(look(flood.toByteArray()).sentence()).contains("more than 16384 bytes");
        var empty = new ByteArrayOutputStream();
        for (int i = 0; i < 1_001; i++) empty.writeBytes(record(1, 6, "", 0));
        assertThat(look(empty.toByteArray()).sentence()).contains("records");
        assertThat(look(record(1, 6, PONG, 0)).sentence()).contains("before the end");
    }

    @Test
    void a_pool_that_says_nothing_is_given_up_in_time() throws IOException {
        try (var server = listen()) {
            var seen = new FpmLook(settings()).look(Duration.ofMillis(300));
            assertThat(server.isOpen()).isTrue();
            assertThat(seen.state()).isEqualTo(State.FAILING);
            assertThat(seen.sentence()).contains("within 300 ms");
        }
    }

    @Test
    void where_nobody_listens_it_is_failing() {
        assertThat(new FpmLook(settings()).look(LIMIT).state()).isEqualTo(State.FAILING);
    }

    private Seen look(byte[] answer) throws IOException {
        try (var server = listen()) {
            var serving = CompletableFuture.runAsync(
                    () -> {
                        try (var client = server.accept()) {
                            client.read(ByteBuffer.allocate(4_096));
                            var bytes = ByteBuffer.wrap(answer);
                            while (bytes.hasRemaining()) client.write(bytes);
                        } catch (IOException _) {
                            // The client has heard enough.
                            return;
                        }
                    },
                    task -> Thread.ofPlatform().start(task));
            var seen = new FpmLook(settings()).look(LIMIT);
            assertThat(serving).succeedsWithin(LIMIT);
            return seen;
        }
    }

    private ServerSocketChannel listen() throws IOException {
        var socket = folder.resolve("fpm.sock");
        Files.deleteIfExists(socket);
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    private PhpFpm settings() {
        return new PhpFpm(Optional.of(folder.resolve("fpm.sock")), Optional.empty(), "/ping", "pong");
    }

    private static byte[] end(int status) {
        return record(1, 3, new byte[] {0, 0, 0, 0, (byte) status, 0, 0, 0}, 0);
    }

    private static byte[] record(int version, int type, String content, int padding) {
        return record(version, type, content.getBytes(StandardCharsets.UTF_8), padding);
    }

    private static byte[] record(int version, int type, byte[] content, int padding) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {
            (byte) version, (byte) type, 0, 1, (byte) (content.length >> 8), (byte) content.length, (byte) padding, 0
        });
        out.writeBytes(content);
        out.writeBytes(new byte[padding]);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... records) {
        var out = new ByteArrayOutputStream();
        for (var each : records) out.writeBytes(each);
        return out.toByteArray();
    }
}
