package dev.leeward.emulator.linode;

/**
 * A record of a domain, as it stands now.
 *
 * @param name relative to the domain, empty at the apex
 * @param target an address, a host name without the trailing dot, or a text
 * @param ttlSec 0 means the domain's default
 */
public record LinodeRecord(long id, long domainId, String type, String name, String target, int ttlSec) {
    LinodeRecord with(String newTarget, int newTtlSec) {
        return new LinodeRecord(id, domainId, type, name, newTarget, newTtlSec);
    }

    LinodeRecord named(String newName) {
        return new LinodeRecord(id, domainId, type, newName, target, ttlSec);
    }
}
