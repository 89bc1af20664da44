package dev.leeward.control;

import dev.leeward.decision.Order;
import dev.leeward.health.Sight;
import dev.leeward.journal.Entry;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The operator's desk: all that the API and the command line may ask of a running node. Thread-safe. */
public interface Desk {
    /** Every service as it stands now, in the order of the configuration. */
    List<ServiceView> services();

    /** One service as it stands now. */
    Optional<ServiceView> service(ServiceName name);

    /**
     * Hands an order to the control loop; completes once it was journaled as accepted or refused. With {@code dryRun} the
     * reply says what would happen, and nothing is journaled.
     */
    CompletionStage<OrderReply> submit(Order order, boolean dryRun);

    /** Reads the configuration file again; completes with its errors (empty: it is in force). */
    CompletionStage<List<String>> reload();

    /** At most {@code limit} journal entries after {@code sequence}. */
    List<Entry> journal(long sequence, int limit);

    /**
     * Calls {@code sink} with every entry appended from now on, until closed. A slow sink loses its subscription rather
     * than delay the loop.
     */
    AutoCloseable follow(Consumer<Entry> sink);

    /** Whether the loop turns, the journal accepts appends, and the warm-up is over. */
    Readiness readiness();

    /** Who leads, as far as this node knows, and how this node stands to it. */
    Lead lead();

    /** Who shares the journal, and how what keeps it is. Asks all of them, which may take two seconds. */
    Company company();

    /** The places that watch, this node first; none where it is the only one. */
    List<VantageStanding> vantagePoints();

    /**
     * How it stands with one place that watches.
     *
     * @param here whether it is this node
     * @param reachable whether what it sees could be asked for
     * @param evidenceAge how long ago its newest look that counts began
     * @param sight how far what it sees is relied on
     * @param differing probes by which it asks something else than this node, whose looks are dropped
     * @param sentence what is wrong; empty when nothing is
     */
    record VantageStanding(
            VantagePoint name,
            boolean here,
            boolean reachable,
            Optional<Duration> evidenceAge,
            Sight sight,
            List<ProbeId> differing,
            String sentence) {
        public VantageStanding {
            differing = List.copyOf(differing);
        }
    }

    /**
     * Who leads.
     *
     * @param node this one
     * @param leads whether it is this one
     * @param leader the name of the node that leads; empty when there is none or nobody can tell
     * @param leaseLeft how long this node surely leads; empty when it does not, or leads alone
     * @param sequence of the journal's last line that this node knows of
     * @param silentSince since when nobody can tell who leads, so that nothing moves by itself; empty while somebody can
     */
    record Lead(
            String node,
            boolean leads,
            Optional<String> leader,
            String sentence,
            Optional<Duration> leaseLeft,
            long sequence,
            Optional<Instant> silentSince) {}

    /**
     * How the node itself is.
     *
     * @param live the control loop turned within the last seconds
     * @param ready live, journal writable, configuration in force
     */
    record Readiness(boolean live, boolean ready, String sentence) {}
}
