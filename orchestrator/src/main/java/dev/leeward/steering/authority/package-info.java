/**
 * Proof that an answer stands: every authoritative server of a name's delegation is asked at every address, without
 * recursion and without any cache, and each is a witness of its own.
 */
@NullMarked
package dev.leeward.steering.authority;

import org.jspecify.annotations.NullMarked;
