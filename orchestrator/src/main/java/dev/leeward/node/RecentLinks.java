package dev.leeward.node;

import dev.leeward.lag.LinkEvidence;
import dev.leeward.lag.LinkName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is known last of each link of replication, also while this node does not lead: whoever comes to lead shall not have to
 * listen anew in the middle of an outage. Thread-safe.
 */
final class RecentLinks {
    private final Map<LinkName, LinkEvidence> links = new HashMap<>();
    private Optional<Consumer<List<LinkEvidence>>> loop = Optional.empty();

    synchronized void read(List<LinkEvidence> read) {
        read.forEach(link -> links.put(link.link(), link));
        loop.ifPresent(to -> to.accept(read));
    }

    /** Hands all that is known to {@code receiver}, which must not wait, and what comes from now on. */
    synchronized void leadTo(Consumer<List<LinkEvidence>> receiver) {
        loop = Optional.of(receiver);
        receiver.accept(kept());
    }

    /** Only keeps what comes from now on. */
    synchronized void keepAgain() {
        loop = Optional.empty();
    }

    /** Forgets everything: others are asked about from now on. */
    synchronized void forget() {
        links.clear();
    }

    synchronized List<LinkEvidence> kept() {
        return List.copyOf(links.values());
    }
}
