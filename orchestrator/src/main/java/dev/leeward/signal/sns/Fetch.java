package dev.leeward.signal.sns;

import java.net.URI;
import java.util.Optional;

/** Gets what stands at an address of SNS: certificates, and confirmations of subscriptions. */
@FunctionalInterface
public interface Fetch {
    /** The body of the answer, at most 64 KiB, with a status of 200 and without any redirect; empty otherwise, within some seconds. */
    Optional<String> get(URI address);
}
