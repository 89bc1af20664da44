@NullMarked
package dev.leeward.format;

import org.jspecify.annotations.NullMarked;
