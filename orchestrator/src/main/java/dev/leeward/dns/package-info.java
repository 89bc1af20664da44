/**
 * DNS messages to one server and back, each with a deadline and a result that tells apart what must be told apart:
 * answered, silent, unreachable. Shared by all that talk to name servers; dnsjava encodes and decodes, the sockets are
 * ours, because its resolvers merge servers, cache, and cannot say whether anything was sent.
 */
@NullMarked
package dev.leeward.dns;

import org.jspecify.annotations.NullMarked;
