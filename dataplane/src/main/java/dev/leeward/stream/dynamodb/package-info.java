/** DynamoDB Streams: the shards of a table's stream, what is remembered of them, and who reads them. */
@NullMarked
package dev.leeward.stream.dynamodb;

import org.jspecify.annotations.NullMarked;
