/** Where deliveries of other monitors arrive: whatever their kind, they are limited, taken once, counted and put on the board. */
@NullMarked
package dev.leeward.signal.desk;

import org.jspecify.annotations.NullMarked;
