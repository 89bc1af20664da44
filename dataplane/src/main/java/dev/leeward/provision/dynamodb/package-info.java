/** Looks at tables and changes them in DynamoDB, or in a store that speaks like it. */
@NullMarked
package dev.leeward.provision.dynamodb;

import org.jspecify.annotations.NullMarked;
