package dev.leeward.probe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpBodyTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    private final WireRig rig = new WireRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private Sighting body(String answer, String pattern) {
        try (StrangeServer server = StrangeServer.answering(answer)) {
            return rig.look(WireRig.body(server.url("/"), pattern));
        }
    }

    private Sighting json(String body, String pointer, String value) {
        try (StrangeServer server = StrangeServer.answering(OK + "\r\n" + body)) {
            return rig.look(WireRig.json(server.url("/"), Map.of(pointer, value)));
        }
    }

    private static FailureKind kind(Sighting sighting) {
        if (sighting instanceof Sighting.Failing failing) return failing.kind();
        throw new AssertionError("Not failing: " + sighting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "Content-Length: 8\r\n\r\nall fine",
                OK + "Content-Length: 8\r\nContent-Length: 8\r\n\r\nall fine trailing rubbish",
                OK + "\r\nall fine",
                CHUNKED + "4\r\nall \r\n4;ext=1\r\nfine\r\n0\r\n\r\n",
                CHUNKED + "00000004\r\nall \r\n4\r\nfine\r\n0\r\nTrailer: x\r\n\r\n"
            })
    void a_body_is_found_however_it_is_framed(String answer) {
        assertThat(body(answer, "^all fine$|^all fine")).isInstanceOf(Sighting.Healthy.class);
    }

    @Test
    void a_body_without_the_pattern_is_a_bad_body() {
        assertThat(kind(body(OK + "\r\nFatal error: no database", "all fine"))).isEqualTo(FailureKind.BAD_BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHUNKED + "xyz\r\nall fine\r\n0\r\n\r\n",
                CHUNKED + "\r\nall fine",
                CHUNKED + "123456789\r\nall fine",
                CHUNKED + "4\r\nall fine\r\n0\r\n\r\n",
                CHUNKED + "4\r\nall ",
                OK + "Content-Length: 100\r\n\r\nall fine",
                OK + "Content-Length: eight\r\n\r\nall fine",
                OK + "Content-Length: 8\r\nContent-Length: 9\r\n\r\nall fine"
            })
    void broken_framing_is_a_protocol_failure(String answer) {
        assertThat(kind(body(answer, "all fine"))).isEqualTo(FailureKind.PROTOCOL);
    }

    @Test
    void only_the_first_64_kib_are_looked_at() {
        String filler = "x".repeat(Body.MOST - 4);
        assertThat(body(OK + "\r\n" + filler + "fine" + "x".repeat(500_000), "fine"))
                .isInstanceOf(Sighting.Healthy.class);
        assertThat(kind(body(OK + "\r\n" + filler + "xfine" + "x".repeat(500_000), "fine")))
                .isEqualTo(FailureKind.BAD_BODY);
    }

    @Test
    void a_pattern_without_end_does_not_hold_up_other_looks() {
        String evil = OK + "\r\n" + "a".repeat(5_000);
        try (StrangeServer server = StrangeServer.answering(evil);
                StrangeServer other = StrangeServer.answering(OK + "\r\n")) {
            long start = System.nanoTime();
            Sighting seen = rig.look(WireRig.body(server.url("/"), "(a+)+b"), Duration.ofSeconds(30));
            assertThat(seen).isInstanceOf(Sighting.Inconclusive.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(rig.look(WireRig.get(other.url("/")))).isInstanceOf(Sighting.Healthy.class);
        }
    }

    @Test
    void a_pattern_too_deep_for_the_stack_is_inconclusive_or_done() {
        Sighting seen = body(OK + "\r\n" + "ab".repeat(30_000), "^(a|b|c)*d");
        assertThat(seen).matches(it -> it instanceof Sighting.Inconclusive || kind(it) == FailureKind.BAD_BODY);
        assertThat(body(OK + "\r\nall fine", "fine")).isInstanceOf(Sighting.Healthy.class);
    }

    @Test
    void a_wrong_pattern_says_nothing_about_the_target() {
        assertThat(body(OK + "\r\nall fine", "(")).isInstanceOf(Sighting.Inconclusive.class);
    }

    @Test
    void the_charset_is_the_servers() {
        assertThat(body(OK + "Content-Type: text/plain; charset=ISO-8859-1\r\n\r\nsch\u00f6n", "sch\u00f6n"))
                .isInstanceOf(Sighting.Healthy.class);
    }

    @Test
    void json_values_are_found_by_pointer() {
        String body = "{\"status\": \"ok\", \"db\": {\"lag\": 1.0, \"up\": true}, \"nodes\": [1, 2]}";
        assertThat(json(body, "/status", "\"ok\"")).isInstanceOf(Sighting.Healthy.class);
        assertThat(json(body, "/status", "ok")).isInstanceOf(Sighting.Healthy.class);
        assertThat(json(body, "/db/lag", "1")).isInstanceOf(Sighting.Healthy.class);
        assertThat(json(body, "/db/up", "true")).isInstanceOf(Sighting.Healthy.class);
        assertThat(json(body, "/nodes/1", "2")).isInstanceOf(Sighting.Healthy.class);
        assertThat(kind(json(body, "/status", "\"bad\""))).isEqualTo(FailureKind.BAD_BODY);
        assertThat(kind(json(body, "/missing", "1"))).isEqualTo(FailureKind.BAD_BODY);
        assertThat(kind(json("<html>", "/status", "\"ok\""))).isEqualTo(FailureKind.BAD_BODY);
        assertThat(kind(json("[".repeat(60_000), "/status", "\"ok\""))).isEqualTo(FailureKind.BAD_BODY);
        assertThat(json(body, "no-slash", "1")).isInstanceOf(Sighting.Inconclusive.class);
    }

    @Test
    void headers_must_match_as_a_whole() {
        try (StrangeServer server = StrangeServer.answering(OK + "X-Version: 2.4.7\r\n\r\n")) {
            assertThat(rig.look(header(server, "x-version", "2\\.4\\..*"))).isInstanceOf(Sighting.Healthy.class);
            assertThat(kind(rig.look(header(server, "X-Version", "2\\.4")))).isEqualTo(FailureKind.BAD_HEADER);
            assertThat(kind(rig.look(header(server, "X-Other", ".*")))).isEqualTo(FailureKind.BAD_HEADER);
        }
    }

    private static Check header(StrangeServer server, String name, String pattern) {
        return WireRig.expecting(
                server.url("/"), new Check.Expectation(Set.of(), Optional.empty(), Map.of(), Map.of(name, pattern)));
    }
}
