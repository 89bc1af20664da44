package dev.leeward.api;

import java.nio.file.Path;

/**
 * What the server proves itself with.
 *
 * @param certificate PEM file: the server's certificate first, then its intermediates
 * @param key PEM file: the unencrypted private key in PKCS #8 ({@code BEGIN PRIVATE KEY})
 */
public record TlsFiles(Path certificate, Path key) {}
