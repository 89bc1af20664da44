package dev.leeward.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.FakeDesk;
import dev.leeward.testkit.Needs;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with certificates that openssl made. */
final class TlsTest {
    private static final String TOKEN = "operator-token-0123456789";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "ec", "ed25519"})
    void an_answer_over_tls_comes_from_the_configured_certificate(String algorithm) throws Exception {
        var files = certificate("server", algorithm);
        try (var api = new ApiFixture(options("127.0.0.1", files))) {
            assertThat(api.server.uri()).hasScheme("https");
            var client = trusting(files.certificate());
            var reply =
                    ApiFixture.send(client, api.request("/api/v1/services").header("Authorization", "Bearer " + TOKEN));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers().get("Strict-Transport-Security")).isNotNull();
        }
    }

    @Test
    void with_tls_and_tokens_other_machines_are_let_in_by_the_names_in_the_certificate() throws Exception {
        var files = certificate("server", "ec");
        try (var api = new ApiFixture(options("0.0.0.0", files))) {
            var client = trusting(files.certificate());
            var url = "https://127.0.0.1:" + api.server.port() + "/api/v1/services";
            for (var host : List.of("leeward.example.com", "node.dr.example.com", "127.0.0.1")) {
                assertThat(status(api, client, url, host)).as(host).isEqualTo(200);
            }
            for (var host : List.of("dr.example.com", "a.b.dr.example.com", "evil.example")) {
                assertThat(status(api, client, url, host)).as(host).isEqualTo(403);
            }
        }
    }

    @Test
    void a_key_of_another_certificate_is_refused() throws Exception {
        var one = certificate("one", "ec");
        var other = certificate("other", "ec");
        assertThat(refusal(new TlsFiles(one.certificate(), other.key()))).contains("is not the key of");
    }

    @Test
    void a_key_in_another_form_says_how_to_convert_it() throws Exception {
        var files = certificate("server", "rsa:2048");
        var old = folder.resolve("old.pem");
        openssl("rsa", "-traditional", "-in", files.key().toString(), "-out", old.toString());
        assertThat(refusal(new TlsFiles(files.certificate(), old))).contains("openssl pkcs8 -topk8");
        assertThat(refusal(new TlsFiles(files.key(), files.key()))).contains("no");
        assertThat(refusal(new TlsFiles(folder.resolve("absent.pem"), old))).contains("absent.pem");
    }

    private static ApiOptions options(String host, TlsFiles files) {
        return ApiOptions.loopback(0)
                .withTokens(List.of(new ApiToken("alice", Role.OPERATOR, () -> TOKEN)))
                .withTls(host, files);
    }

    private static String refusal(TlsFiles files) {
        var start = ApiServer.start(options("127.0.0.1", files), new FakeDesk());
        assertThat(start).isInstanceOf(ApiStart.Refused.class);
        return ((ApiStart.Refused) start).problem().sentence();
    }

    private static int status(ApiFixture api, OkHttpClient client, String url, String host) {
        return ApiFixture.send(
                        client,
                        api.request("").url(url).header("Host", host).header("Authorization", "Bearer " + TOKEN))
                .status();
    }

    private TlsFiles certificate(String name, String algorithm) throws Exception {
        var certificate = folder.resolve(name + ".pem");
        var key = folder.resolve(name + "-key.pem");
        var kind = algorithm.equals("ec")
                ? List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
                : List.of("-newkey", algorithm);
        var command = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=test"));
        command.addAll(kind);
        command.addAll(List.of(
                "-addext",
                "subjectAltName=IP:127.0.0.1,DNS:leeward.example.com,DNS:*.dr.example.com",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString()));
        openssl(command.toArray(String[]::new));
        return new TlsFiles(certificate, key);
    }

    private void openssl(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(Needs.program("openssl").toString()));
        command.addAll(List.of(arguments));
        var log = folder.resolve("openssl.log").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log.toPath())).isZero();
    }

    private static OkHttpClient trusting(Path certificate) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return new OkHttpClient.Builder()
                .callTimeout(Duration.ofSeconds(20))
                .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
                .build();
    }
}
