/**
 * Looks by going through a user flow: several requests with cookies, where later ones need what earlier ones brought. Slower
 * than a single look, and the only kind that shows that somebody can log in and buy something.
 */
@NullMarked
package dev.leeward.probe.flow;

import org.jspecify.annotations.NullMarked;
