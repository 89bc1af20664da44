/** What stands beside applications, in their languages, tried with the runtimes of this machine. */
@NullMarked
package dev.leeward.integrations;

import org.jspecify.annotations.NullMarked;
