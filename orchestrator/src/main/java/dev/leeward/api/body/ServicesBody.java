package dev.leeward.api.body;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Every service, in the order of the configuration.
 *
 * @param silentSince since when the journal cannot be reached, so that nothing moves by itself and what is shown is as old
 */
public record ServicesBody(List<ServiceBody> services, Optional<Instant> silentSince) {}
