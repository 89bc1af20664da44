/** Notes on progress in the table that replication keeps its own notes in. */
@NullMarked
package dev.leeward.progress.dynamodb;

import org.jspecify.annotations.NullMarked;
