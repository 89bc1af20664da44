package dev.leeward.signal.sns;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Signs as SNS does, with a certificate of its own, valid for 2026. */
final class Signer {
    private static final String PASSWORD = "only-for-this-test";

    private final PrivateKey key;
    private final String certificate;

    private Signer(PrivateKey key, String certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** Whose certificate is for {@code subject}; the JDK's keytool makes it in {@code folder}. */
    static Signer of(Path folder, String subject) throws IOException, InterruptedException, GeneralSecurityException {
        var store = Files.createTempDirectory(folder, "signer").resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "sns",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        subject,
                        "-startdate",
                        "2026/01/01 00:00:00",
                        "-validity",
                        "365",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(Files.readString(folder.resolve("keytool.log")));
        }
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate("sns").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return new Signer((PrivateKey) keys.getKey("sns", PASSWORD.toCharArray()), pem);
    }

    String certificate() {
        return certificate;
    }

    /** The body of a message with {@code values}, signed. */
    String sign(Map<String, String> values) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(new SnsMessage(values).signedText().getBytes(StandardCharsets.UTF_8));
            var all = new TreeMap<>(values);
            all.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
            return JsonMapper.shared().writeValueAsString(all);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
