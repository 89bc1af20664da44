/** How far DynamoDB's own global tables are, as CloudWatch measures it. */
@NullMarked
package dev.leeward.progress.cloudwatch;

import org.jspecify.annotations.NullMarked;
