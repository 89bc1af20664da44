/**
 * How what happened is written down: canonical JSON with tags that outlive the names of classes, and the hash chain over
 * it. One format for the journal on disk, its export and everything that reads either.
 */
@NullMarked
package dev.leeward.format;

import org.jspecify.annotations.NullMarked;
