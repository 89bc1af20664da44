/** What is told between vantage points, and what is made of it. */
@NullMarked
package dev.leeward.evidence;

import org.jspecify.annotations.NullMarked;
