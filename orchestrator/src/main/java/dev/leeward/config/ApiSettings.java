package dev.leeward.config;

import dev.leeward.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the HTTP API is offered.
 *
 * @param listen where; port 0 takes any free one
 * @param tls certificate and key; always there when {@code listen} is not loopback, unless {@code plainText} allows it
 * @param plainText whether a person has allowed tokens to travel without TLS beyond this machine
 * @param tokens who may call; empty, on loopback only: every local caller is an operator
 */
public record ApiSettings(ServerAddress listen, Optional<Tls> tls, boolean plainText, List<Token> tokens) {
    public ApiSettings {
        tokens = List.copyOf(tokens);
    }

    /** PEM files, absolute paths. */
    public record Tls(Path certificate, Path key) {}

    /**
     * Who may call.
     *
     * @param name under which orders are journaled
     * @param token the bearer token (RFC 6750), at least 16 characters
     */
    public record Token(String name, Role role, Secret token) {}

    /** What a token allows. */
    public enum Role {
        /** To ask where services are, and nothing else: for applications. */
        APPLICATION,
        /** To read evidence, and nothing else: for other vantage points. */
        PEER,
        /** To read. */
        VIEWER,
        /** To read and to give orders. */
        OPERATOR
    }
}
