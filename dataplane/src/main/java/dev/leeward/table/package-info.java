/**
 * The ports of the data plane: a table in one region, the sidecar that remembers versions beside it, its stream of changes
 * and the place where reading left off. Every call blocks, has a deadline, and answers with a value.
 */
@NullMarked
package dev.leeward.table;

import org.jspecify.annotations.NullMarked;
