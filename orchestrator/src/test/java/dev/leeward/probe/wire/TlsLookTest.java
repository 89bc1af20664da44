package dev.leeward.probe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Sighting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsLookTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private SSLContext good;
    private SSLContext soonOver;
    private SSLContext over;
    private SSLContext selfSigned;
    private String authority;
    private WireRig rig = new WireRig();

    @SuppressWarnings("NullAway.Init") // filled in by makeKeys
    TlsLookTest() {}

    @BeforeAll
    void makeKeys(@TempDir Path folder) {
        Keys keys = new Keys(folder);
        authority = keys.authority();
        good = keys.signed("good", "dns:shop.invalid,dns:*.wild.invalid,ip:127.0.0.1", "-1d", 90);
        soonOver = keys.signed("soon", "ip:127.0.0.1", "-1d", 6);
        over = keys.signed("over", "ip:127.0.0.1", "-10d", 5);
        selfSigned = keys.selfSigned("self", "ip:127.0.0.1");
    }

    @AfterEach
    void renew() {
        rig.close();
        rig = new WireRig();
    }

    private static SSLServerSocket socket(SSLContext context) {
        try {
            return (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static StrangeServer serving(SSLContext context, String body) {
        return new StrangeServer(socket(context), (connection, server) -> {
            server.readRequest(connection);
            connection.getOutputStream().write((OK + "\r\n" + body).getBytes(StandardCharsets.US_ASCII));
        });
    }

    private Check.TlsPolicy policy(boolean verify, Optional<String> name) {
        return new Check.TlsPolicy(verify, name, Optional.of(authority), Duration.ofDays(14));
    }

    private Check https(String host, StrangeServer server, Check.TlsPolicy tls, Optional<String> body) {
        return new Check.Http(
                URI.create("https://" + host + ":" + server.port() + "/"),
                "GET",
                Map.of(),
                Optional.of("127.0.0.1:" + server.port()),
                new Check.Expectation(Set.of(), body, Map.of(), Map.of()),
                tls,
                0);
    }

    private Sighting look(String host, StrangeServer server) {
        return rig.look(https(host, server, policy(true, Optional.empty()), Optional.empty()));
    }

    private Sighting.Failing failing(String host, StrangeServer server) {
        return rig.failing(https(host, server, policy(true, Optional.empty()), Optional.empty()));
    }

    @Test
    void a_good_certificate_is_healthy_by_name_by_wildcard_and_by_address() {
        try (StrangeServer server = serving(good, "fine")) {
            for (String host : Set.of("shop.invalid", "a.wild.invalid", "127.0.0.1")) {
                Sighting seen = look(host, server);
                assertThat(seen).isInstanceOfSatisfying(Sighting.Healthy.class, healthy -> {
                    assertThat(healthy.warnings()).isEmpty();
                    assertThat(healthy.timings().tls()).isPositive();
                });
            }
        }
    }

    @Test
    void a_large_body_comes_through() {
        try (StrangeServer server = serving(good, "x".repeat(60_000) + "end")) {
            Check check = https("shop.invalid", server, policy(true, Optional.empty()), Optional.of("xend$"));
            assertThat(rig.look(check)).isInstanceOf(Sighting.Healthy.class);
        }
    }

    @Test
    void a_wrong_name_fails() {
        try (StrangeServer server = serving(good, "fine")) {
            for (String host : Set.of("other.invalid", "a.b.wild.invalid", "127.0.0.2")) {
                assertThat(failing(host, server)).returns(FailureKind.TLS, Sighting.Failing::kind);
            }
        }
    }

    @Test
    void the_configured_name_is_asked_for_and_verified() {
        AtomicReference<String> asked = new AtomicReference<>("");
        try (StrangeServer server = new StrangeServer(socket(good), (connection, here) -> {
            SSLSocket socket = (SSLSocket) connection;
            socket.startHandshake();
            ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
            asked.set(session.getRequestedServerNames().toString());
            here.readRequest(connection);
            connection.getOutputStream().write((OK + "\r\n").getBytes(StandardCharsets.US_ASCII));
        })) {
            Check check = https("127.0.0.9", server, policy(true, Optional.of("shop.invalid")), Optional.empty());
            assertThat(rig.look(check)).isInstanceOf(Sighting.Healthy.class);
            assertThat(asked.get()).contains("shop.invalid");
            assertThat(rig.failing(
                            https("shop.invalid", server, policy(true, Optional.of("no.invalid")), Optional.empty())))
                    .returns(FailureKind.TLS, Sighting.Failing::kind);
        }
    }

    @Test
    void a_self_signed_certificate_fails_unless_verification_is_off() {
        try (StrangeServer server = serving(selfSigned, "fine")) {
            assertThat(failing("127.0.0.1", server)).returns(FailureKind.TLS, Sighting.Failing::kind);
            Check check = https("any.invalid", server, policy(false, Optional.empty()), Optional.empty());
            assertThat(rig.look(check)).isInstanceOf(Sighting.Healthy.class);
        }
    }

    @Test
    void an_unknown_authority_fails() {
        try (StrangeServer server = serving(good, "fine")) {
            Check check = https("shop.invalid", server, Check.TlsPolicy.strict(), Optional.empty());
            assertThat(rig.failing(check)).returns(FailureKind.TLS, Sighting.Failing::kind);
        }
    }

    @Test
    void a_certificate_that_ends_soon_is_a_warning() {
        try (StrangeServer server = serving(soonOver, "fine")) {
            assertThat(look("127.0.0.1", server))
                    .isInstanceOfSatisfying(
                            Sighting.Healthy.class,
                            healthy -> assertThat(healthy.warnings())
                                    .singleElement()
                                    .asString()
                                    .contains("in 4 days"));
        }
    }

    @Test
    void a_certificate_that_has_ended_fails() {
        try (StrangeServer server = serving(over, "fine")) {
            assertThat(failing("127.0.0.1", server)).returns(FailureKind.TLS, Sighting.Failing::kind);
        }
    }

    /** A resumed session shows no certificate, so that a wrong one would be overlooked. */
    @Test
    void no_session_is_resumed() {
        List<Long> created = new CopyOnWriteArrayList<>();
        try (StrangeServer server = new StrangeServer(socket(good), (connection, here) -> {
            here.readRequest(connection);
            created.add(((SSLSocket) connection).getSession().getCreationTime());
            connection.getOutputStream().write((OK + "\r\nfine").getBytes(StandardCharsets.US_ASCII));
        })) {
            Check check = https("shop.invalid", server, policy(true, Optional.empty()), Optional.of("fine"));
            for (int i = 0; i < 3; i++) assertThat(rig.look(check)).isInstanceOf(Sighting.Healthy.class);
            // A resumed session keeps the time at which the first one was created.
            assertThat(created).hasSize(3).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_handshake_is_all_a_tls_check_wants() {
        try (StrangeServer server = serving(good, "fine")) {
            Check.Tls check = new Check.Tls("127.0.0.1", server.port(), policy(true, Optional.empty()));
            assertThat(rig.look(check)).isInstanceOf(Sighting.Healthy.class);
        }
    }

    @Test
    void a_server_without_tls_fails_and_a_silent_one_times_out_in_the_handshake() {
        try (StrangeServer plain = new StrangeServer((connection, here) -> {
                    connection.getOutputStream().write("220 mail.example\r\n".getBytes(StandardCharsets.US_ASCII));
                    Thread.sleep(5_000);
                });
                StrangeServer silent = StrangeServer.silent()) {
            Check.TlsPolicy policy = policy(true, Optional.empty());
            assertThat(rig.failing(new Check.Tls("127.0.0.1", plain.port(), policy)))
                    .returns(FailureKind.TLS, Sighting.Failing::kind);
            assertThat(rig.outOfTime(new Check.Tls("127.0.0.1", silent.port(), policy), "in the TLS handshake"))
                    .returns(FailureKind.TIMED_OUT, Sighting.Failing::kind)
                    .extracting(Sighting.Failing::detail)
                    .asString()
                    .matches("no answer within \\d+ ms: in the TLS handshake");
        }
    }

    @Test
    void authorities_that_cannot_be_read_say_nothing_about_the_target() {
        try (StrangeServer server = serving(good, "fine")) {
            var missing = new Check.TlsPolicy(true, Optional.empty(), Optional.of("/no/such/file"), Duration.ZERO);
            assertThat(rig.look(new Check.Tls("127.0.0.1", server.port(), missing)))
                    .isInstanceOf(Sighting.Inconclusive.class);
        }
    }
}
