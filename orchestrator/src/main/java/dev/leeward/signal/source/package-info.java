/**
 * One small reader for each kind of sender: first who sent it, then what it says. A reader never acts on what it reads.
 */
@NullMarked
package dev.leeward.signal.source;

import org.jspecify.annotations.NullMarked;
