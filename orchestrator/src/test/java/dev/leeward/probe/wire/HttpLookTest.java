package dev.leeward.probe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Sighting;
import dev.leeward.resolve.Lookup;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpLookTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final WireRig rig = new WireRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private Sighting look(String answer) {
        try (StrangeServer server = StrangeServer.answering(answer)) {
            return rig.look(WireRig.get(server.url("/health")));
        }
    }

    private Sighting.Failing failing(String answer) {
        try (StrangeServer server = StrangeServer.answering(answer)) {
            return rig.failing(WireRig.get(server.url("/health")));
        }
    }

    @Test
    void the_request_names_host_and_program_and_asks_to_close() throws InterruptedException {
        try (StrangeServer server = StrangeServer.answering(OK + "\r\n")) {
            assertThat(rig.look(WireRig.get(server.url("/a%20b?c=d#e")))).isInstanceOf(Sighting.Healthy.class);
            assertThat(server.requests().take())
                    .startsWith("GET /a%20b?c=d HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                    .contains("\r\nUser-Agent: leeward/test\r\n")
                    .contains("\r\nConnection: close\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void headers_of_the_check_stand_instead_of_ours() throws InterruptedException {
        try (StrangeServer server = StrangeServer.answering(OK + "\r\n")) {
            Map<String, String> headers = Map.of("host", "shop.example", "X-Probe", "yes");
            Check.Http check = new Check.Http(
                    URI.create("http://shop.invalid/"),
                    "HEAD",
                    headers,
                    Optional.of("127.0.0.1:" + server.port()),
                    Check.Expectation.any2xx(),
                    Check.TlsPolicy.strict(),
                    0);
            assertThat(rig.look(check)).isInstanceOf(Sighting.Healthy.class);
            assertThat(server.requests().take())
                    .startsWith("HEAD / HTTP/1.1\r\n")
                    .contains("\r\nhost: shop.example\r\n")
                    .contains("\r\nX-Probe: yes\r\n")
                    .doesNotContain("Host:");
        }
    }

    @Test
    void a_header_with_a_line_break_is_never_sent() {
        try (StrangeServer server = StrangeServer.answering(OK + "\r\n")) {
            Check.Http get = WireRig.get(server.url("/"));
            Check.Http evil = new Check.Http(
                    get.url(), "GET", Map.of("X", "a\r\nY: b"), Optional.empty(), get.expect(), get.tls(), 0);
            assertThat(rig.look(evil)).isInstanceOf(Sighting.Inconclusive.class);
        }
    }

    @Test
    void timings_tell_the_phases() {
        try (StrangeServer server = new StrangeServer((connection, here) -> {
            here.readRequest(connection);
            Thread.sleep(100);
            connection.getOutputStream().write((OK + "\r\n").getBytes(StandardCharsets.US_ASCII));
        })) {
            var timings = rig.look(WireRig.get(server.url("/"))).timings();
            assertThat(timings.connect()).isPositive();
            assertThat(timings.tls()).isZero();
            assertThat(timings.firstByte()).isBetween(Duration.ofMillis(95), timings.total());
            assertThat(timings.total()).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void a_status_that_was_not_expected_is_named() {
        assertThat(failing("HTTP/1.1 503 Service Unavailable\r\n\r\n"))
                .returns(FailureKind.BAD_STATUS, Sighting.Failing::kind)
                .returns("503 Service Unavailable", Sighting.Failing::detail);
    }

    @Test
    void a_redirect_is_a_status_like_any_other() {
        assertThat(failing("HTTP/1.1 301 Moved\r\nLocation: /login\r\n\r\n"))
                .returns(FailureKind.BAD_STATUS, Sighting.Failing::kind);
    }

    @Test
    void an_expected_status_is_healthy_whatever_it_is() {
        try (StrangeServer server = StrangeServer.answering("HTTP/1.0 401\r\n\r\n")) {
            var expect = new Check.Expectation(Set.of(401), Optional.empty(), Map.of(), Map.of());
            assertThat(rig.look(WireRig.expecting(server.url("/"), expect))).isInstanceOf(Sighting.Healthy.class);
        }
    }

    @Test
    void early_hints_are_not_the_answer() {
        assertThat(look("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + "\r\n"))
                .isInstanceOf(Sighting.Healthy.class);
        assertThat(failing("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(20)))
                .returns(FailureKind.PROTOCOL, Sighting.Failing::kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mail.example ESMTP\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 2xx OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 \r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "\0\1\2\3"
            })
    void what_is_not_http_is_a_protocol_failure(String answer) {
        assertThat(failing(answer)).returns(FailureKind.PROTOCOL, Sighting.Failing::kind);
    }

    @Test
    void headers_without_end_are_cut_off() {
        assertThat(failing(OK + ("X-Filler: " + "x".repeat(1_000) + "\r\n").repeat(200)))
                .returns(FailureKind.PROTOCOL, Sighting.Failing::kind)
                .extracting(Sighting.Failing::detail)
                .asString()
                .contains("longer than");
    }

    @Test
    void a_close_without_an_answer_is_no_time_out() {
        assertThat(failing("")).returns(FailureKind.RESET, Sighting.Failing::kind);
    }

    @Test
    void a_reset_is_told_from_a_refusal() {
        try (StrangeServer server = new StrangeServer((connection, here) -> {
            here.readRequest(connection);
            connection.setSoLinger(true, 0);
        })) {
            assertThat(rig.failing(WireRig.get(server.url("/")))).returns(FailureKind.RESET, Sighting.Failing::kind);
        }
        assertThat(rig.failing(WireRig.get("http://127.0.0.1:" + StrangeServer.deadPort() + "/")))
                .returns(FailureKind.REFUSED, Sighting.Failing::kind);
    }

    @Test
    void a_stall_is_a_time_out_that_names_its_phase() {
        try (StrangeServer server = StrangeServer.silent()) {
            assertThat(rig.outOfTime(WireRig.get(server.url("/")), "waiting for the first byte"))
                    .returns(FailureKind.TIMED_OUT, Sighting.Failing::kind)
                    .extracting(Sighting.Failing::detail)
                    .asString()
                    .matches("no answer within \\d+ ms: waiting for the first byte");
        }
    }

    @Test
    void a_body_that_drips_does_not_outlast_the_deadline() {
        try (StrangeServer server = new StrangeServer((connection, here) -> {
            here.readRequest(connection);
            connection.getOutputStream().write((OK + "\r\n").getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1_000; i++) {
                connection.getOutputStream().write('x');
                Thread.sleep(20);
            }
        })) {
            assertThat(rig.outOfTime(WireRig.body(server.url("/"), "never"), "reading the answer"))
                    .returns(FailureKind.TIMED_OUT, Sighting.Failing::kind)
                    .extracting(Sighting.Failing::detail)
                    .asString()
                    .matches("no answer within \\d+ ms: reading the answer");
        }
    }

    @Test
    void a_status_is_enough_where_only_the_status_counts() {
        try (StrangeServer server = new StrangeServer((connection, here) -> {
            here.readRequest(connection);
            String head = OK + "Content-Length: 1000000\r\n\r\n";
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(10_000);
        })) {
            assertThat(rig.look(WireRig.get(server.url("/")))).isInstanceOf(Sighting.Healthy.class);
        }
    }

    @Test
    void a_name_that_does_not_exist_is_unresolvable_and_a_dumb_resolver_is_inconclusive() {
        assertThat(rig.failing(WireRig.get("http://nowhere.invalid/")))
                .returns(FailureKind.UNRESOLVABLE, Sighting.Failing::kind);
        rig.names.put("shop.invalid", new Lookup.Unanswered("nobody answers"));
        assertThat(rig.look(WireRig.get("http://shop.invalid/"))).isInstanceOf(Sighting.Inconclusive.class);
    }

    @Test
    void the_next_address_of_a_name_is_tried() {
        try (StrangeServer server = StrangeServer.answering(OK + "\r\n")) {
            rig.names.put("shop.invalid", "127.0.0.77", "127.0.0.1");
            assertThat(rig.look(WireRig.get("http://shop.invalid:" + server.port() + "/")))
                    .isInstanceOf(Sighting.Healthy.class);
        }
        rig.names.put("shop.invalid", "127.0.0.1", "100::1");
        assertThat(rig.failing(WireRig.get("http://shop.invalid:" + StrangeServer.deadPort() + "/")))
                .returns(FailureKind.REFUSED, Sighting.Failing::kind);
    }

    @Test
    void a_url_that_leads_nowhere_says_nothing_about_the_target() {
        assertThat(rig.look(WireRig.get("ftp://127.0.0.1/"))).isInstanceOf(Sighting.Inconclusive.class);
        assertThat(rig.look(WireRig.get("http:///path"))).isInstanceOf(Sighting.Inconclusive.class);
    }
}
