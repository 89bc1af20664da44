/**
 * Has every configured probe look when it is its turn, and reports what was seen.
 */
@NullMarked
package dev.leeward.probe.schedule;

import org.jspecify.annotations.NullMarked;
