/**
 * Tables, sidecars and checkpoints in a store that speaks like DynamoDB. Conditions are the older {@code Expected}
 * parameters: expressions may be 4 KB long and have 300 operators, which the items of applications need not fit into.
 */
@NullMarked
package dev.leeward.table.dynamodb;

import org.jspecify.annotations.NullMarked;
