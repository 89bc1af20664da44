/**
 * Steers records of any name server that takes signed dynamic updates (RFC 2136, RFC 8945), such as BIND, Knot or
 * PowerDNS: one update per change, whole or not at all, with everything it rests on as a prerequisite.
 */
@NullMarked
package dev.leeward.steering.rfc2136;

import org.jspecify.annotations.NullMarked;
