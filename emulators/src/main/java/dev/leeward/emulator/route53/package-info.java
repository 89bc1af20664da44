/**
 * A Route 53 as strict as the documented one, on a loopback port: batches are all or nothing, CREATE refuses what exists,
 * DELETE wants every value. It exists because the usual stand-ins are lenient exactly where a failover must not be.
 */
@NullMarked
package dev.leeward.emulator.route53;

import org.jspecify.annotations.NullMarked;
