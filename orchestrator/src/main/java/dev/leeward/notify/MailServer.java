package dev.leeward.notify;

import dev.leeward.secret.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where mail is handed over (SMTP submission, RFC 6409).
 *
 * @param authorities PEM file of the only accepted authorities; empty: those of the JDK
 */
public record MailServer(String host, int port, Tls tls, Optional<Login> login, Optional<Path> authorities) {
    /** When the connection is encrypted. */
    public enum Tls {
        /** After STARTTLS, without which nothing is sent (RFC 3207). */
        STARTTLS,
        /** From the first byte (RFC 8314). */
        IMPLICIT,
        /** Never; for a server on this machine. */
        NONE
    }

    /** Who logs in. */
    public record Login(Secret user, Secret password) {}
}
