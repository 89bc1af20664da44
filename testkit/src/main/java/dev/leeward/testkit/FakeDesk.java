package dev.leeward.testkit;

import dev.leeward.control.Company;
import dev.leeward.control.Desk;
import dev.leeward.control.OrderReply;
import dev.leeward.control.ServiceView;
import dev.leeward.decision.Order;
import dev.leeward.decision.Reason;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RuleCheck;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A desk without a control loop behind it: shows the views it is given, answers orders as told, and keeps what it was
 * asked. Thread-safe.
 */
public final class FakeDesk implements Desk {
    private final List<Submitted> submitted = new CopyOnWriteArrayList<>();
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<Consumer<Entry>> followers = new CopyOnWriteArrayList<>();
    private volatile List<ServiceView> views = List.of();
    private volatile List<String> reloadErrors = List.of();
    private volatile Lead lead =
            new Lead("desk", true, Optional.of("desk"), "desk leads, alone", Optional.empty(), 0, Optional.empty());
    private volatile Company company = Company.ALONE;
    private volatile List<VantageStanding> watchers = List.of();
    private volatile Readiness readiness = new Readiness(true, true, "all is well");
    private volatile Function<Order, CompletionStage<OrderReply>> replies =
            order -> CompletableFuture.completedStage(accepted(order));

    private volatile BiFunction<String, Entry, String> chain = (_, entry) -> "%064x".formatted(entry.sequence());

    /** An order as it was handed in. */
    public record Submitted(Order order, boolean dryRun) {}

    /** A desk that shows {@code views}. */
    public static FakeDesk showing(ServiceView... views) {
        var desk = new FakeDesk();
        desk.show(views);
        return desk;
    }

    /** Shows {@code views} from now on. */
    public void show(ServiceView... views) {
        this.views = List.of(views);
    }

    /** Answers every order by {@code reply} from now on. */
    public void answer(Function<Order, CompletionStage<OrderReply>> reply) {
        this.replies = reply;
    }

    /** Refuses every order from now on, because of {@code check}. */
    public void refuse(RuleCheck check) {
        var reason = new Reason("Refused: " + check.sentence() + ".", List.of(check));
        answer(_ -> CompletableFuture.completedStage(new OrderReply(false, reason, List.of(), Optional.empty())));
    }

    /** Finds {@code errors} at every reload from now on. */
    public void failReload(String... errors) {
        this.reloadErrors = List.of(errors);
    }

    /** Is so from now on. */
    public void be(Readiness readiness) {
        this.readiness = readiness;
    }

    /** Is in this company from now on. */
    public void join(Company nodes) {
        this.company = nodes;
    }

    /** Stands so to whoever leads from now on. */
    public void stand(Lead lead) {
        this.lead = lead;
    }

    /** Hashes entries by {@code chain} from now on: the hash of the entry before, and the entry without its own. */
    public void hash(BiFunction<String, Entry, String> chain) {
        this.chain = chain;
    }

    /** Appends {@code event} to the journal and tells the followers. */
    public Entry record(Instant at, Event event) {
        Entry entry;
        synchronized (entries) {
            long sequence = entries.size() + 1L;
            var previous =
                    entries.isEmpty() ? "0".repeat(64) : entries.getLast().hash();
            entry = new Entry(sequence, at, event, chain.apply(previous, new Entry(sequence, at, event, "")));
            entries.add(entry);
        }
        followers.forEach(follower -> follower.accept(entry));
        return entry;
    }

    /** What was ordered so far. */
    public List<Submitted> submitted() {
        return List.copyOf(submitted);
    }

    /** How many follow the journal now. */
    public int followers() {
        return followers.size();
    }

    @Override
    public List<ServiceView> services() {
        return views;
    }

    @Override
    public Optional<ServiceView> service(ServiceName name) {
        return views.stream().filter(view -> view.service().name().equals(name)).findFirst();
    }

    @Override
    public CompletionStage<OrderReply> submit(Order order, boolean dryRun) {
        submitted.add(new Submitted(order, dryRun));
        return replies.apply(order);
    }

    @Override
    public CompletionStage<List<String>> reload() {
        return CompletableFuture.completedStage(reloadErrors);
    }

    @Override
    public List<Entry> journal(long sequence, int limit) {
        return entries.stream()
                .filter(entry -> entry.sequence() > sequence)
                .limit(limit)
                .toList();
    }

    @Override
    public AutoCloseable follow(Consumer<Entry> sink) {
        followers.add(sink);
        return () -> followers.remove(sink);
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    /** From now on these places watch. */
    public void watchedFrom(VantageStanding... standings) {
        watchers = List.of(standings);
    }

    @Override
    public List<VantageStanding> vantagePoints() {
        return watchers;
    }

    @Override
    public Company company() {
        return company;
    }

    @Override
    public Lead lead() {
        return lead;
    }

    private static OrderReply accepted(Order order) {
        var check = RuleCheck.holds(Rule.NO_RUN, "no run is under way");
        return switch (order) {
            case Order.Move move ->
                new OrderReply(
                        true,
                        new Reason("Ordered by " + move.by() + ": traffic moves.", List.of(check)),
                        List.of("steer linode-dns:www.example.com", "verify linode-dns:www.example.com", "notify"),
                        Optional.of(new RunId(move.service() + "-7")));
            case Order.Approve approve -> plain("Approved by " + approve.by() + ".");
            case Order.Proceed proceed ->
                plain(proceed.goOn() ? "The run goes on without the step." : "The run is given up.");
            case Order.Release release -> plain("The fence around " + release.region() + " comes down.");
            case Order.Pause pause -> plain("Paused by " + pause.by() + ".");
            case Order.Resume resume -> plain("Resumed by " + resume.by() + ".");
            case Order.BringIn in -> plain("Brought in by " + in.by() + ".");
        };
    }

    private static OrderReply plain(String sentence) {
        return new OrderReply(true, new Reason(sentence, List.of()), List.of(), Optional.empty());
    }
}
