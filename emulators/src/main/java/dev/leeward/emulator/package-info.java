/** Stand-ins of the outside world: providers, name servers and shops that can be told to fail. */
@NullMarked
package dev.leeward.emulator;

import org.jspecify.annotations.NullMarked;
