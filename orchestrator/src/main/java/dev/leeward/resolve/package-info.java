/**
 * From names to addresses, without the JVM's own resolver: that one caches (by default for good where it must not), cannot
 * be given a deadline, and does not tell "there is no such name" from "nobody answered".
 */
@NullMarked
package dev.leeward.resolve;

import org.jspecify.annotations.NullMarked;
