package dev.leeward.api.body;

import java.util.List;

/** Every service, in the order of the configuration. */
public record ServicesBody(List<ServiceBody> services) {}
