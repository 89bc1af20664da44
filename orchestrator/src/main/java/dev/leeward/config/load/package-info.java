/**
 * Turns a configuration file into a {@code Configuration}, or into everything that is wrong with it at once; and keeps
 * the one in force while a new one is tried.
 */
@NullMarked
package dev.leeward.config.load;

import org.jspecify.annotations.NullMarked;
