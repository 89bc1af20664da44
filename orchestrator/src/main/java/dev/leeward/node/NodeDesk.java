package dev.leeward.node;

import dev.leeward.control.ControlLoop;
import dev.leeward.control.Desk;
import dev.leeward.control.Input;
import dev.leeward.control.OrderReply;
import dev.leeward.control.ServiceView;
import dev.leeward.decision.Order;
import dev.leeward.decision.Reason;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Journal;
import dev.leeward.region.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The desk of a running node: reads are snapshots the loop left behind, orders go through its inbox. */
final class NodeDesk implements Desk {
    private static final Duration LIVE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ControlLoop loop;
    private final Inbox inbox;
    private final Journal journal;
    private final Followers followers;
    private final InstantSource clock;
    private final Supplier<Instant> lastTurn;
    private final Supplier<CompletionStage<List<String>>> reload;

    NodeDesk(
            ControlLoop loop,
            Inbox inbox,
            Journal journal,
            Followers followers,
            InstantSource clock,
            Supplier<Instant> lastTurn,
            Supplier<CompletionStage<List<String>>> reload) {
        this.loop = loop;
        this.inbox = inbox;
        this.journal = journal;
        this.followers = followers;
        this.clock = clock;
        this.lastTurn = lastTurn;
        this.reload = reload;
    }

    @Override
    public List<ServiceView> services() {
        return loop.views();
    }

    @Override
    public Optional<ServiceView> service(ServiceName name) {
        return loop.views().stream()
                .filter(view -> view.service().name().equals(name))
                .findFirst();
    }

    @Override
    public CompletionStage<OrderReply> submit(Order order, boolean dryRun) {
        var reply = new CompletableFuture<OrderReply>();
        if (!inbox.put(new Input.Ordered(order, dryRun, reply::complete), PATIENCE)) {
            reply.complete(new OrderReply(
                    false,
                    new Reason("Refused: the node is too busy to take orders; nothing was done.", List.of()),
                    List.of(),
                    Optional.empty()));
        }
        return reply;
    }

    @Override
    public CompletionStage<List<String>> reload() {
        return reload.get();
    }

    @Override
    public List<Entry> journal(long sequence, int limit) {
        return journal.read(sequence, limit);
    }

    @Override
    public AutoCloseable follow(Consumer<Entry> sink) {
        return followers.follow(sink);
    }

    @Override
    public Readiness readiness() {
        var age = Duration.between(lastTurn.get(), clock.instant());
        boolean live = age.compareTo(LIVE) < 0;
        boolean ready = live && loop.journalAccepts();
        var sentence = !live
                ? "the control loop has not turned for " + age.toSeconds() + " s"
                : loop.journalAccepts() ? "ready" : "the journal does not accept appends";
        return new Readiness(live, ready, sentence);
    }
}
