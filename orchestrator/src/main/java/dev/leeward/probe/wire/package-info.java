/**
 * Looks over TCP: HTTP, HTTPS, TLS and plain connections, all on one selector thread, because probing is what Leeward
 * exists for and a general client costs ten times as much per fresh connection. Reading order: {@link WireProber}, {@link
 * Look}, {@link HttpTalk}, {@link Loop}.
 */
@NullMarked
package dev.leeward.probe.wire;

import org.jspecify.annotations.NullMarked;
