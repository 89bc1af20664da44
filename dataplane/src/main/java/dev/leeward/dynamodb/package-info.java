/**
 * DynamoDB, or a store that speaks like it, in one region: calls that end in time and answer with values, and its attributes
 * as ours. What is done with them stands in the packages beside it.
 */
@NullMarked
package dev.leeward.dynamodb;

import org.jspecify.annotations.NullMarked;
