/** A small authoritative name server on loopback that answers from memory and can be told to fail. */
@NullMarked
package dev.leeward.emulator.dns;

import org.jspecify.annotations.NullMarked;
