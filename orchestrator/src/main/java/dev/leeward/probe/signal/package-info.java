/** Looks at what other monitors have signalled, see {@link dev.leeward.signal}. */
@NullMarked
package dev.leeward.probe.signal;

import org.jspecify.annotations.NullMarked;
