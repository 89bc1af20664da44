/** Small web shops, one per region, that can be broken and brought back. */
@NullMarked
package dev.leeward.emulator.shop;

import org.jspecify.annotations.NullMarked;
