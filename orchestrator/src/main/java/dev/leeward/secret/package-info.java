/**
 * Keeps what must not be seen out of sight: secrets stand outside the configuration, are referred to by it, and show
 * their text only to the adapter that has to send it.
 */
@NullMarked
package dev.leeward.secret;

import org.jspecify.annotations.NullMarked;
