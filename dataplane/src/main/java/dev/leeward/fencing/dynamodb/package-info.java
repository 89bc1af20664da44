/** Fences at DynamoDB: a statement in the resource policy of a table. */
@NullMarked
package dev.leeward.fencing.dynamodb;

import org.jspecify.annotations.NullMarked;
