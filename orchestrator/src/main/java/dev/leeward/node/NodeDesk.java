package dev.leeward.node;

import dev.leeward.control.Company;
import dev.leeward.control.Desk;
import dev.leeward.control.Input;
import dev.leeward.control.OrderReply;
import dev.leeward.control.ServiceView;
import dev.leeward.control.Spectator;
import dev.leeward.decision.OfflineRecord;
import dev.leeward.decision.Order;
import dev.leeward.decision.Reason;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Projection;
import dev.leeward.leadership.Leadership;
import dev.leeward.leadership.Term;
import dev.leeward.region.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The desk of a running node. While it leads, reads are snapshots the loop left behind and orders go through its inbox;
 * while it stands by, they are what the journal says and what the node itself sees, and it takes no orders.
 */
final class NodeDesk implements Desk {
    private static final Duration LIVE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Leading leading;
    private final Leadership leadership;
    private final Station station;
    private final JournalFollower journal;
    private final VantageStandings standings;

    NodeDesk(Leading leading, Leadership leadership, Station station, Watch watch) {
        this.leading = leading;
        this.leadership = leadership;
        this.station = station;
        this.journal = new JournalFollower(leadership);
        this.standings = new VantageStandings(watch);
    }

    @Override
    public List<ServiceView> services() {
        return leading.tenure().map(tenure -> tenure.loop().views()).orElseGet(this::spectated);
    }

    private List<ServiceView> spectated() {
        var topology = station.deployment().running().topology();
        var now = station.clock().instant();
        return Spectator.views(
                topology, followed(), station.looks().kept(), station.links().kept(), now);
    }

    /** Nobody who asks how things are is kept waiting for a journal that does not answer. */
    private Projection followed() {
        return leadership.standing().heard() ? journal.now() : journal.last();
    }

    @Override
    public Optional<ServiceView> service(ServiceName name) {
        return services().stream()
                .filter(view -> view.service().name().equals(name))
                .findFirst();
    }

    @Override
    public CompletionStage<OrderReply> submit(Order order, boolean dryRun) {
        var tenure = leading.tenure();
        if (tenure.isEmpty()) {
            return CompletableFuture.completedStage(refused("this node stands by and takes no orders ("
                    + leading.standing().sentence() + "); give it to the node that leads"));
        }
        if (order instanceof Order.BringIn in && isOfAnotherJournal(in.offline(), tenure.get())) {
            return CompletableFuture.completedStage(refused("the record goes back to another journal: line "
                    + in.offline().forkSequence() + " is another one here"));
        }
        var reply = new CompletableFuture<OrderReply>();
        if (!tenure.get().inbox().put(new Input.Ordered(order, dryRun, reply::complete), PATIENCE)) {
            reply.complete(refused("the node is too busy to take orders"));
        }
        return reply;
    }

    /** Where the line is forgotten already, nobody can tell, and the person who orders it is believed. */
    private static boolean isOfAnotherJournal(OfflineRecord offline, Tenure tenure) {
        long fork = offline.forkSequence();
        if (fork == 0) return false;
        var line = tenure.journal().read(fork - 1, 1);
        return fork > tenure.journal().lastSequence()
                || line.stream()
                        .filter(entry -> entry.sequence() == fork)
                        .anyMatch(entry -> !entry.hash().equals(offline.forkHash()));
    }

    private static OrderReply refused(String why) {
        return new OrderReply(
                false, new Reason("Refused: " + why + "; nothing was done.", List.of()), List.of(), Optional.empty());
    }

    @Override
    public CompletionStage<List<String>> reload() {
        return station.deployment().reload();
    }

    @Override
    public List<Entry> journal(long sequence, int limit) {
        var tenure = leading.tenure();
        return tenure.isPresent() ? tenure.get().journal().read(sequence, limit) : leadership.read(sequence, limit);
    }

    @Override
    public AutoCloseable follow(Consumer<Entry> sink) {
        return station.followers().follow(sink);
    }

    @Override
    public Company company() {
        return leadership.company();
    }

    @Override
    public Lead lead() {
        var standing = leading.standing();
        var tenure = leading.tenure();
        if (tenure.isEmpty()) {
            var _ = followed();
        }
        return new Lead(
                station.name(),
                tenure.isPresent(),
                standing.leader(),
                standing.sentence(),
                tenure.map(Tenure::leaseLeft).filter(left -> left.compareTo(Term.FOREVER) < 0),
                tenure.map(t -> t.journal().lastSequence()).orElseGet(journal::sequence),
                tenure.isPresent() ? Optional.empty() : standing.silentSince());
    }

    @Override
    public List<VantageStanding> vantagePoints() {
        return standings.of(station.deployment().running(), services());
    }

    @Override
    public Readiness readiness() {
        var tenure = leading.tenure();
        if (tenure.isEmpty()) {
            var standing = leading.standing();
            return new Readiness(true, standing.heard(), "standby: " + standing.sentence());
        }
        var age = Duration.between(tenure.get().lastTurn(), station.clock().instant());
        boolean live = age.compareTo(LIVE) < 0;
        boolean accepts = tenure.get().loop().journalAccepts();
        var sentence = !live
                ? "the control loop has not turned for " + age.toSeconds() + " s"
                : accepts ? "ready" : "the journal does not accept appends";
        return new Readiness(live, live && accepts, sentence);
    }
}
