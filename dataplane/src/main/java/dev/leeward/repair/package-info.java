/**
 * Makes regions alike again where they differ: by the newer version where versions are known, or from a region that a person
 * chose. A plan comes first and guesses nothing; every write is made only over what the plan saw, and read back.
 */
@NullMarked
package dev.leeward.repair;

import org.jspecify.annotations.NullMarked;
