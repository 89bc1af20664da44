package dev.leeward.config;

import dev.leeward.secret.Secret;

/**
 * A key that signs updates (RFC 8945).
 *
 * @param name its absolute name in lower case without the last dot
 * @param algorithm {@code hmac-sha256} and the like, in lower case
 * @param secret the shared secret in Base64
 */
public record TsigKey(String name, String algorithm, Secret secret) {}
