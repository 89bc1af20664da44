package dev.leeward.emulator.linode;

/**
 * A domain of the account, as it stands now.
 *
 * @param type {@code master} or {@code slave}, in the API's words
 * @param status {@code active}, {@code disabled} (not served), {@code edit_mode} or {@code has_errors}
 * @param ttlSec default TTL and negative TTL of the zone; 0 means 86400
 */
public record LinodeDomain(long id, String domain, String type, String status, int ttlSec) {
    /** What {@link #ttlSec} comes to. */
    int effectiveTtl() {
        return ttlSec == 0 ? LinodeTtl.ZONE_DEFAULT : ttlSec;
    }
}
