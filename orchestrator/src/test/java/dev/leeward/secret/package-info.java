/** Tests of secrets. */
@NullMarked
package dev.leeward.secret;

import org.jspecify.annotations.NullMarked;
