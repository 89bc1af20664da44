package dev.leeward.judge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The authorities of one PEM file, which alone are trusted. */
public record Authorities(SSLSocketFactory sockets, X509TrustManager trust) {
    /**
     * Reads them.
     *
     * @throws IOException if the file cannot be read or holds no certificate
     */
    public static Authorities of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int count = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + count++, certificate);
            }
            if (count == 0) throw new IOException(file + " holds no certificate");
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return new Authorities(context.getSocketFactory(), x509(factory));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no good: " + e.getMessage(), e);
        }
    }

    private static X509TrustManager x509(TrustManagerFactory factory) throws GeneralSecurityException {
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509TrustManager fit) return fit;
        }
        throw new GeneralSecurityException("this JDK trusts by other means than certificates");
    }
}
