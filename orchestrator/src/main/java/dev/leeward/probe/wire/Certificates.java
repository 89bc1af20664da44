package dev.leeward.probe.wire;

import dev.leeward.judge.AnyCertificate;
import dev.leeward.probe.Check.TlsPolicy;
import dev.leeward.resolve.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes TLS engines that judge certificates as a policy says: the chain by the JDK's or the given authorities, the name as
 * for HTTPS (RFC 9110, section 4.3.4: subject alternative names, wildcards in the left-most label, addresses as iPAddress).
 */
final class Certificates {

    /** More files than anybody has; beyond it contexts are made anew each time. */
    private static final int MOST_CONTEXTS = 256;

    private record Source(boolean verify, Optional<String> caFile, FileTime changed) {}

    private final Map<Source, SSLContext> contexts = new ConcurrentHashMap<>();

    /**
     * Makes an engine; reads files, and takes long the first time.
     *
     * @throws IOException if the authorities cannot be read
     * @throws GeneralSecurityException if they cannot be used
     */
    SSLEngine engine(Route.Secured secured) throws IOException, GeneralSecurityException {
        String name = secured.name();
        // Port -1: the JDK then finds no earlier session to resume and keeps none, so each look sees the certificate.
        SSLEngine engine = context(secured.policy()).createSSLEngine(name, -1);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        if (secured.policy().verify()) parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (HostPort.literal(name).isEmpty()) parameters.setServerNames(List.of(new SNIHostName(name)));
        if (!secured.protocols().isEmpty()) {
            parameters.setApplicationProtocols(secured.protocols().toArray(String[]::new));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** What the certificate's validity says. */
    sealed interface Validity {
        /** The server has shown none, or it is good for longer than the policy wants to be warned of. */
        record Fine() implements Validity {}

        record EndsSoon(String warning) implements Validity {}

        record Over(String detail) implements Validity {}
    }

    /**
     * Judges how long the certificate is still good for. The end is checked here too because the JDK does not for a
     * certificate that is itself one of the authorities.
     */
    static Validity validity(SSLSession session, TlsPolicy policy, Instant now) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            if (chain.length == 0 || !(chain[0] instanceof X509Certificate leaf)) return new Validity.Fine();
            Instant end = leaf.getNotAfter().toInstant();
            String when = end.atOffset(ZoneOffset.UTC).toString();
            if (end.isBefore(now) && policy.verify()) {
                return new Validity.Over("the certificate has ended on " + when);
            }
            long days = Duration.between(now, end).toDays();
            return end.isAfter(now.plus(policy.expiryWarning()))
                    ? new Validity.Fine()
                    : new Validity.EndsSoon("the certificate ends on " + when + ", in " + days + " days");
        } catch (SSLPeerUnverifiedException e) {
            return new Validity.Fine();
        }
    }

    private SSLContext context(TlsPolicy policy) throws IOException, GeneralSecurityException {
        Source source = new Source(policy.verify(), policy.caFile(), changed(policy));
        SSLContext known = contexts.get(source);
        if (known != null) return known;
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(null, trust(policy), null);
        if (contexts.size() < MOST_CONTEXTS) contexts.put(source, made);
        return made;
    }

    private static FileTime changed(TlsPolicy policy) throws IOException {
        return policy.caFile().isPresent()
                ? Files.getLastModifiedTime(path(policy.caFile().get()))
                : FileTime.fromMillis(0);
    }

    /** Null means the JDK's authorities. */
    private static TrustManager @Nullable [] trust(TlsPolicy policy) throws IOException, GeneralSecurityException {
        if (!policy.verify()) return new TrustManager[] {new AnyCertificate()};
        if (policy.caFile().isEmpty()) return null;
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        try (InputStream pem = Files.newInputStream(path(policy.caFile().get()))) {
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + count++, authority);
            }
        }
        if (count == 0)
            throw new IOException("no certificate in " + policy.caFile().get());
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static Path path(String file) throws IOException {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
