/**
 * What the HTTP API says, as records: the stable shape that clients rely on, kept apart from the domain's own types so
 * that those can change. Field names are in camel case, values of a fixed set in lower case with hyphens, times in
 * ISO-8601 (UTC). What does not apply is left out. Described by {@code openapi.yaml}.
 */
@NullMarked
package dev.leeward.api.body;

import org.jspecify.annotations.NullMarked;
