/**
 * Calls of Linode's API, for all that need it: what a call came to is carried out, refused or in doubt, and nothing is repeated
 * behind anybody's back.
 */
@NullMarked
package dev.leeward.linode;

import org.jspecify.annotations.NullMarked;
