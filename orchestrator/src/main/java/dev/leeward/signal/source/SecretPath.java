package dev.leeward.signal.source;

import dev.leeward.secret.Secret;
import dev.leeward.signal.source.Refusal.Why;
import java.util.Optional;

/** The secret end of a path: it keeps strangers out, and proves nothing, since paths are written down in many places. */
final class SecretPath {
    private SecretPath() {}

    /** Why {@code delivery} did not come by the path that ends with {@code secret}, if it did not. */
    static Optional<Refusal> refusal(Secret secret, Delivery delivery) {
        if (delivery.key().filter(key -> Proof.same(key, secret.reveal())).isPresent()) return Optional.empty();
        return Optional.of(new Refusal(
                Why.FORGED,
                "the path of this source ends with a secret, and this one does not: post to /hooks/NAME/SECRET"));
    }
}
