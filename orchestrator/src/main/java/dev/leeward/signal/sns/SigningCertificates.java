package dev.leeward.signal.sns;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * The certificates that SNS signs with, fetched from SNS itself and kept. SNS gives the certificate alone, without those of who issued
 * it, so its chain cannot be followed to a root; what is trusted is that it came over TLS from the one host, whose own chain is
 * judged by the JDK's roots. It must be SNS's by its name and within its time, and where issuers come with it, they must have issued it.
 */
final class SigningCertificates {
    private static final Pattern NAME = Pattern.compile("CN=sns(\\.[a-z0-9-]+)?\\.amazonaws\\.com(\\.cn)?(,.*)?");
    private static final int MOST_KEPT = 16;
    private static final int MOST_IN_A_FILE = 8;
    /** Whoever forges messages can make us ask for certificates that there are none of. */
    private static final int FETCHES = 6;

    private static final long PER = Duration.ofMinutes(1).toNanos();

    private final Fetch fetch;
    private final LongSupplier nanos;
    private final ReentrantLock fetching = new ReentrantLock();
    private final List<Long> fetched = new ArrayList<>();
    private final Map<URI, X509Certificate> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, X509Certificate> eldest) {
            return size() > MOST_KEPT;
        }
    };

    SigningCertificates(Fetch fetch, LongSupplier nanos) {
        this.fetch = fetch;
        this.nanos = nanos;
    }

    /** The key of a certificate. */
    sealed interface Found {
        /** It signs for SNS. */
        record Key(PublicKey key) implements Found {}

        /** It does not. */
        record Unfit(String why) implements Found {}

        /** It cannot be fetched now. */
        record Later() implements Found {}
    }

    /** The key that stands at {@code address}, which is one of SNS. */
    Found at(URI address, Instant now) {
        var known = known(address);
        if (known.isPresent()) return judged(known.get(), now);
        // Only one at a time: a flood of forgeries must not become one of fetches.
        if (!fetching.tryLock()) return new Found.Later();
        try {
            var again = known(address);
            if (again.isPresent()) return judged(again.get(), now);
            if (!mayFetch()) return new Found.Later();
            var pem = fetch.get(address);
            if (pem.isEmpty()) return new Found.Later();
            return keep(address, pem.get(), now);
        } finally {
            fetching.unlock();
        }
    }

    private Found keep(URI address, String pem, Instant now) {
        var chain = chain(pem);
        if (chain.isEmpty()) return new Found.Unfit("there is no certificate at its SigningCertURL");
        var found = judged(chain.getFirst(), now);
        if (found instanceof Found.Key) {
            if (!isLinked(chain)) return new Found.Unfit("its certificate was not issued by those that come with it");
            remember(address, chain.getFirst());
        }
        return found;
    }

    private static Found judged(X509Certificate certificate, Instant now) {
        if (!NAME.matcher(certificate.getSubjectX500Principal().getName()).matches()) {
            return new Found.Unfit("its certificate is not one of SNS");
        }
        try {
            certificate.checkValidity(Date.from(now));
            return new Found.Key(certificate.getPublicKey());
        } catch (GeneralSecurityException outside) {
            return new Found.Unfit("its certificate is not valid now: see to the clock of this node");
        }
    }

    private static List<X509Certificate> chain(String pem) {
        try {
            var all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            if (all.size() > MOST_IN_A_FILE) return List.of();
            return all.stream()
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException unreadable) {
            // The caller refuses the message.
            return List.of();
        }
    }

    private static boolean isLinked(List<X509Certificate> chain) {
        for (int i = 0; i + 1 < chain.size(); i++) {
            try {
                chain.get(i).verify(chain.get(i + 1).getPublicKey());
            } catch (GeneralSecurityException notIssuedByIt) {
                return false;
            }
        }
        return true;
    }

    private synchronized Optional<X509Certificate> known(URI address) {
        return Optional.ofNullable(kept.get(address));
    }

    private synchronized void remember(URI address, X509Certificate certificate) {
        kept.put(address, certificate);
    }

    private synchronized boolean mayFetch() {
        long now = nanos.getAsLong();
        fetched.removeIf(at -> now - at > PER);
        if (fetched.size() >= FETCHES) return false;
        fetched.add(now);
        return true;
    }
}
