package dev.leeward.config;

import dev.leeward.secret.Secret;
import java.nio.file.Path;

/**
 * How hosts are reached by SSH: with a key, as hosts whose keys are known, and in no other way.
 *
 * @param key the private key, in the form that {@code ssh-keygen} writes, without a passphrase
 * @param knownHosts the file that says which host has which key, in the form of OpenSSH
 * @param sudo whether {@code sudo -n} stands before what changes units
 */
public record SshAccess(String user, Secret key, Path knownHosts, boolean sudo) {}
