package dev.leeward.steering.linode;

/**
 * A record as Linode has it.
 *
 * @param name in the spelling of {@link LinodeDnsTarget#relative}
 * @param target as Linode spells it
 */
record DnsRecord(long id, String type, String name, String target, int ttlSec) {}
