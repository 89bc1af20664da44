package dev.leeward.probe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RedirectTest {

    private final WireRig rig = new WireRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static StrangeServer redirecting(String location) {
        return StrangeServer.answering("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n");
    }

    @Test
    void a_redirect_is_followed_where_wanted() {
        try (StrangeServer end = StrangeServer.answering("HTTP/1.1 200 OK\r\n\r\n");
                StrangeServer start = redirecting(end.url("/there"))) {
            assertThat(rig.look(WireRig.following(start.url("/"), 1))).isInstanceOf(Sighting.Healthy.class);
            assertThat(rig.failing(WireRig.following(start.url("/"), 0)))
                    .returns(FailureKind.BAD_STATUS, Sighting.Failing::kind);
        }
    }

    @Test
    void a_relative_redirect_stays_at_its_host() throws InterruptedException {
        try (StrangeServer server = new StrangeServer((connection, here) -> {
            boolean first = here.readRequest(connection).startsWith("GET /a/b ");
            String answer = first ? "HTTP/1.1 301 Moved\r\nLocation: c?d\r\n\r\n" : "HTTP/1.1 200 OK\r\n\r\n";
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        })) {
            assertThat(rig.look(WireRig.following(server.url("/a/b"), 1))).isInstanceOf(Sighting.Healthy.class);
            server.requests().take();
            assertThat(server.requests().take())
                    .startsWith("GET /a/c?d ")
                    .contains("Authorization: secret")
                    .contains("X-Probe: yes");
        }
    }

    @Test
    void secrets_do_not_go_to_another_host() throws InterruptedException {
        rig.names.put("other.invalid", "127.0.0.1");
        try (StrangeServer end = StrangeServer.answering("HTTP/1.1 200 OK\r\n\r\n");
                StrangeServer start = redirecting("http://other.invalid:" + end.port() + "/")) {
            assertThat(rig.look(WireRig.following(start.url("/"), 1))).isInstanceOf(Sighting.Healthy.class);
            assertThat(end.requests().take()).contains("X-Probe: yes").doesNotContain("secret");
        }
    }

    @Test
    void a_circle_ends() {
        try (StrangeServer server = redirecting("/")) {
            assertThat(rig.failing(WireRig.following(server.url("/"), 5)))
                    .returns(FailureKind.BAD_STATUS, Sighting.Failing::kind);
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void a_redirect_to_nowhere_is_judged_by_its_status() {
        try (StrangeServer server = redirecting("ftp://example.invalid/")) {
            assertThat(rig.failing(WireRig.following(server.url("/"), 5)))
                    .returns(FailureKind.BAD_STATUS, Sighting.Failing::kind);
        }
    }

    @Test
    void the_deadline_holds_over_all_hops() {
        try (StrangeServer end = StrangeServer.silent();
                StrangeServer start = redirecting(end.url("/"))) {
            Sighting.Failing seen = rig.failing(WireRig.following(start.url("/"), 1), Duration.ofMillis(300));
            assertThat(seen).returns(FailureKind.TIMED_OUT, Sighting.Failing::kind);
            assertThat(seen.timings().total()).isGreaterThanOrEqualTo(Duration.ofMillis(299));
        }
    }
}
