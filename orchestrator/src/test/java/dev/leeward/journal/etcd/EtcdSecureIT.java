package dev.leeward.journal.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal.Appended;
import dev.leeward.leadership.Leadership.Candidacy;
import dev.leeward.secret.Secret;
import dev.leeward.testkit.EtcdServer;
import dev.leeward.testkit.Needs;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.auth.Permission;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and passwords, with a real etcd. */
@Timeout(300)
final class EtcdSecureIT {
    /** For who never gets the lead, however long it waits. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void a_server_is_trusted_by_its_authority_and_by_no_other() throws Exception {
        var own = certificate("own");
        var other = certificate("other");
        try (var server = EtcdServer.secure(folder, "--cert-file=" + own.certificate(), "--key-file=" + own.key())) {
            assertLeads(place(server, Optional.of(own.certificate()), Optional.empty(), Optional.empty()));
            var distrusting = place(server, Optional.of(other.certificate()), Optional.empty(), Optional.empty());
            assertThat(campaign(distrusting, SHORT))
                    .isInstanceOfSatisfying(
                            Candidacy.Waiting.class,
                            waiting -> assertThat(waiting.standing().sentence()).contains("nobody can tell who leads"));
        }
    }

    @Test
    void a_node_shows_its_certificate_where_etcd_asks_for_it() throws Exception {
        var own = certificate("own");
        try (var server = EtcdServer.secure(
                folder,
                "--cert-file=" + own.certificate(),
                "--key-file=" + own.key(),
                "--client-cert-auth",
                "--trusted-ca-file=" + own.certificate())) {
            var authority = Optional.of(own.certificate());
            assertLeads(place(server, authority, Optional.of(own), Optional.empty()));
            assertThat(campaign(place(server, authority, Optional.empty(), Optional.empty()), SHORT))
                    .isInstanceOf(Candidacy.Waiting.class);
        }
    }

    @Test
    void a_user_needs_the_password_and_no_more_than_the_prefix() throws Exception {
        try (var server = EtcdServer.single(folder)) {
            enableLogins(server);
            var right = new EtcdPlace.Login("leeward", Secret.of("right-password"));
            assertLeads(place(server, Optional.empty(), Optional.empty(), Optional.of(right)));
            var wrong = new EtcdPlace.Login("leeward", Secret.of("wrong-password"));
            assertThat(campaign(place(server, Optional.empty(), Optional.empty(), Optional.of(wrong)), PATIENCE))
                    .isInstanceOfSatisfying(Candidacy.Refused.class, refused -> {
                        assertThat(refused.problem().code()).isEqualTo(FaultCode.UNAUTHENTICATED);
                        assertThat(refused.problem().sentence()).doesNotContain("wrong-password");
                    });
            assertThat(campaign(place(server, Optional.empty(), Optional.empty(), Optional.empty()), PATIENCE))
                    .as("without any")
                    .isInstanceOf(Candidacy.Refused.class);
            var elsewhere = new EtcdPlace(
                    List.of(server.endpoint()),
                    "/others",
                    Optional.empty(),
                    Optional.of(right),
                    "node-a",
                    "1.0",
                    KeysPlace.LEASE);
            assertThat(campaign(elsewhere, PATIENCE))
                    .isInstanceOfSatisfying(
                            Candidacy.Refused.class,
                            refused -> assertThat(refused.problem().code()).isEqualTo(FaultCode.FORBIDDEN));
        }
    }

    private static void enableLogins(EtcdServer server) {
        try (var client = Client.builder().endpoints(server.endpoint()).build()) {
            var logins = client.getAuthClient();
            KeysPlace.await(logins.userAdd(Keys.bytes("root"), Keys.bytes("root-password")));
            KeysPlace.await(logins.roleAdd(Keys.bytes("root")));
            KeysPlace.await(logins.userGrantRole(Keys.bytes("root"), Keys.bytes("root")));
            KeysPlace.await(logins.userAdd(Keys.bytes("leeward"), Keys.bytes("right-password")));
            KeysPlace.await(logins.roleAdd(Keys.bytes("leeward")));
            KeysPlace.await(logins.roleGrantPermission(
                    Keys.bytes("leeward"),
                    Keys.bytes("/leeward/"),
                    Keys.bytes("/leeward0"),
                    Permission.Type.READWRITE));
            KeysPlace.await(logins.userGrantRole(Keys.bytes("leeward"), Keys.bytes("leeward")));
            KeysPlace.await(logins.authEnable());
        }
    }

    private static void assertLeads(EtcdPlace place) throws InterruptedException {
        try (var leadership = opened(place)) {
            var candidacy = leadership.campaign(PATIENCE);
            assertThat(candidacy).isInstanceOf(Candidacy.Elected.class);
            try (var term = ((Candidacy.Elected) candidacy).term()) {
                Event event = new Event.NodeStarted("node-a", "1.0");
                var journal = term.journal();
                assertThat(journal.append(journal.lastSequence(), NOON, List.of(event)))
                        .isInstanceOf(Appended.Done.class);
                assertThat(journal.verify()).isEmpty();
            }
        }
    }

    private static Candidacy campaign(EtcdPlace place, Duration patience) throws InterruptedException {
        try (var leadership = opened(place)) {
            return leadership.campaign(patience);
        }
    }

    private static EtcdLeadership opened(EtcdPlace place) {
        return switch (EtcdLeadership.open(place)) {
            case EtcdLeadership.Opening.Opened opened -> opened.leadership();
            case EtcdLeadership.Opening.Refused refused -> throw new AssertionError(refused.problem());
        };
    }

    private static EtcdPlace place(
            EtcdServer server,
            Optional<Path> authority,
            Optional<EtcdPlace.ClientCertificate> client,
            Optional<EtcdPlace.Login> login) {
        return new EtcdPlace(
                List.of(server.endpoint()),
                "/leeward",
                authority.map(file -> new EtcdPlace.Tls(Optional.of(file), client)),
                login,
                "node-a",
                "1.0",
                KeysPlace.LEASE);
    }

    /** Self-signed, so that it is its own authority, and good for both sides. */
    private EtcdPlace.ClientCertificate certificate(String name) throws Exception {
        var certificate = folder.resolve(name + ".pem");
        var key = folder.resolve(name + ".key");
        var process = new ProcessBuilder(
                        Needs.program("openssl").toString(),
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=" + name,
                        "-addext",
                        "subjectAltName=IP:127.0.0.1",
                        "-days",
                        "2",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return new EtcdPlace.ClientCertificate(certificate, key);
    }
}
