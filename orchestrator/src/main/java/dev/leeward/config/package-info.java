/**
 * What a configuration file means, once it is known to be right: immutable settings for each part of the node. Adapters
 * get theirs from the wiring and never read the file.
 */
@NullMarked
package dev.leeward.config;

import org.jspecify.annotations.NullMarked;
