package dev.leeward.api;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The server's certificate and key, read from PEM files. */
final class Certificate {
    private static final long MAX_BYTES = 256 * 1024;
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private Certificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /** What reading came to. */
    sealed interface Read {
        record Found(Certificate certificate, SSLContext context) implements Read {}

        record Unfit(Problem problem) implements Read {}
    }

    /** Reads both files and checks that they belong together. */
    static Read read(TlsFiles files) {
        try {
            var chain = chain(files.certificate());
            if (chain.isEmpty()) return unfit(files.certificate() + " holds no certificate");
            var pem = PKCS8.matcher(text(files.key()));
            if (!pem.find()) {
                return unfit(files.key() + " holds no unencrypted PKCS #8 key (BEGIN PRIVATE KEY): convert it with"
                        + " 'openssl pkcs8 -topk8 -nocrypt'");
            }
            var algorithm = chain.getFirst().getPublicKey().getAlgorithm();
            var key = KeyFactory.getInstance(algorithm)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
            if (!belong(chain.getFirst(), key)) {
                return unfit(files.key() + " is not the key of the first certificate in " + files.certificate());
            }
            var certificate = new Certificate(chain, key);
            return new Read.Found(certificate, certificate.context());
        } catch (IOException e) {
            return unfit("cannot read the API's TLS files: " + e.getMessage());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return unfit("the API's TLS files " + files.certificate() + " and " + files.key() + " are no good: "
                    + e.getMessage());
        }
    }

    /** The names and addresses that the certificate is for. */
    Set<String> names() {
        var names = new HashSet<String>();
        try {
            var alternatives = chain.getFirst().getSubjectAlternativeNames();
            if (alternatives != null) {
                for (var each : alternatives) {
                    if (each.get(1) instanceof String name) names.add(name);
                }
            }
        } catch (CertificateParsingException e) {
            // A certificate whose names cannot be read is for nobody; clients refuse it too.
            names.clear();
        }
        return names;
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("api", key, new char[0], chain.toArray(X509Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static List<X509Certificate> chain(Path file) throws IOException, GeneralSecurityException {
        limit(file);
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }

    private static boolean belong(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        var algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        var probe = "whose key is this".getBytes(StandardCharsets.US_ASCII);
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(probe);
        var signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(probe);
        return signature.verify(signed);
    }

    private static String text(Path file) throws IOException {
        limit(file);
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    private static void limit(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
    }

    private static Read unfit(String sentence) {
        return new Read.Unfit(Problem.lasting(FaultCode.MISCONFIGURED, sentence));
    }
}
