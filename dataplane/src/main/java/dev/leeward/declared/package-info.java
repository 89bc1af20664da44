/**
 * What a person declares: the stores, the tables in them, and how tables are kept alike between regions. Nothing here asks
 * anybody what there is.
 */
@NullMarked
package dev.leeward.declared;

import org.jspecify.annotations.NullMarked;
