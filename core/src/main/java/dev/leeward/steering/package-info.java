/**
 * How traffic is moved: safe plans, and the port that every DNS provider or switch implements.
 */
@NullMarked
package dev.leeward.steering;

import org.jspecify.annotations.NullMarked;
