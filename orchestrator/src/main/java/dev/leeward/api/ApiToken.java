package dev.leeward.api;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A bearer token (RFC 6750) and what it allows.
 *
 * @param name whose it is; orders are journaled under it
 * @param secret gives the token itself, at least {@value #MIN_LENGTH} characters; called once at the start, after which
 *     only a hash is kept
 */
public record ApiToken(String name, Role role, Supplier<String> secret) {
    /** A shorter token could be guessed over time. */
    public static final int MIN_LENGTH = 16;

    public ApiToken {
        Objects.requireNonNull(role);
        Objects.requireNonNull(secret);
        if (name.isBlank()) throw new IllegalArgumentException("a token needs a name");
    }

    @Override
    public String toString() {
        return "ApiToken[" + name + ", " + role + "]";
    }
}
