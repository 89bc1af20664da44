package dev.leeward.emulator.linode;

import java.util.List;

/**
 * A NodeBalancer of the account, as it stands now.
 *
 * @param region in Linode's words, such as {@code us-east}
 * @param ipv4 its public address
 */
public record LinodeBalancer(long id, String label, String region, String ipv4, String ipv6, List<String> tags) {
    public LinodeBalancer {
        tags = List.copyOf(tags);
    }

    LinodeBalancer tagged(List<String> now) {
        return new LinodeBalancer(id, label, region, ipv4, ipv6, now);
    }
}
