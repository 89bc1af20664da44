/**
 * Amazon's Kinesis Client Library as the one that shares out the shards of a stream among several machines. It gives out leases,
 * keeps children behind their parents and moves shards when a machine dies. It reads no records: its adapter for DynamoDB
 * Streams leaves out silently what it cannot read, and who reads here ({@code DynamoShard}) never does.
 */
@NullMarked
package dev.leeward.stream.kcl;

import org.jspecify.annotations.NullMarked;
