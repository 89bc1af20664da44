/** Tests of sharing out shards by the Kinesis Client Library. */
@NullMarked
package dev.leeward.stream.kcl;

import org.jspecify.annotations.NullMarked;
