/**
 * Looks at name servers: asks one question of one server and compares the answer.
 */
@NullMarked
package dev.leeward.probe.dns;

import org.jspecify.annotations.NullMarked;
