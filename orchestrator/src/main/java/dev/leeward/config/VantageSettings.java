package dev.leeward.config;

import dev.leeward.probe.VantagePoint;
import dev.leeward.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One of several places that watch, and how to ask it for what it sees.
 *
 * @param url of its API, http or https, without a path
 * @param token the bearer token that it wants, which allows to read evidence at least
 * @param authorities PEM file of the only authorities trusted there, absolute; otherwise those of the JDK
 */
public record VantageSettings(VantagePoint name, URI url, Optional<Secret> token, Optional<Path> authorities) {}
