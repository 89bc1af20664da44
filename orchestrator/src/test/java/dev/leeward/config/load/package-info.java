/** Tests of reading configuration files. */
@NullMarked
package dev.leeward.config.load;

import org.jspecify.annotations.NullMarked;
