/**
 * Secrets put into AWS Secrets Manager, in the region that takes over: written as a version that is not in force, and put into
 * force by moving the label {@code AWSCURRENT} from the version that was seen, and from no other.
 */
@NullMarked
package dev.leeward.measure.secrets;

import org.jspecify.annotations.NullMarked;
