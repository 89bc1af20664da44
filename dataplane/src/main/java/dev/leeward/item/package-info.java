/**
 * Items as DynamoDB and stores like it keep them, without any client of theirs: values, keys, and a digest by which two
 * regions can tell whether they hold the same.
 */
@NullMarked
package dev.leeward.item;

import org.jspecify.annotations.NullMarked;
