/** Tests of the form of environment files. */
@NullMarked
package dev.leeward.environment;

import org.jspecify.annotations.NullMarked;
