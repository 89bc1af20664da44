package dev.leeward.control;

import dev.leeward.decision.Decision;
import dev.leeward.health.ServiceHealth;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Projection;
import dev.leeward.journal.Snapshot;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one loop: fold what was learnt, decide, append to the journal, hand out effects. One thread calls {@link #turn};
 * it never waits for the world. Whatever a turn wants is thrown away if it cannot be made durable, so nothing ever
 * happens that the journal does not know of first (S21).
 */
public final class ControlLoop {
    private static final long SNAPSHOT_EVERY = 1_000;
    private static final int READ_BATCH = 1_000;

    private final Journal journal;
    private final Effects effects;
    private final Timers timers;
    private final Instant startedAt;
    private final long keep;
    private final Surveys surveys;
    private final Map<ServiceName, ServiceHealth> health = new HashMap<>();
    private final Map<ServiceName, Decision> decisions = new HashMap<>();
    private final List<Input> carried = new ArrayList<>();
    private Topology topology;
    private Projection projection;
    private long sequence;
    private String hash = "";
    private long snapshotAt;
    private volatile List<ServiceView> views = List.of();
    private Instant wake = Instant.MIN;
    private volatile boolean journalAccepts = true;

    /**
     * A loop over what {@code journal} says.
     *
     * @param topology in force from the start
     * @param keep how many journal entries are kept before the newest snapshot
     * @param now by a clock that never runs backwards, nor behind the journal's last entry
     */
    public ControlLoop(Journal journal, Effects effects, Topology topology, Timers timers, long keep, Instant now) {
        this.journal = journal;
        this.effects = effects;
        this.topology = topology;
        this.timers = timers;
        this.keep = keep;
        this.startedAt = now;
        this.surveys = new Surveys(timers);
        this.projection = replay();
        configure(topology);
    }

    /** Journals that this node took over: attempts in flight become unclear, and are read back before anything else. */
    public Turned start(String node, String version, String digest, Instant now) {
        var draft = new Draft(projection, sequence, now);
        draft.add(new Event.NodeStarted(node, version));
        draft.add(new Event.ConfigurationApplied(digest, names(topology)));
        return commit(draft, List.of());
    }

    /** One turn over {@code inputs}. */
    public Turned turn(Instant now, List<Input> inputs) {
        var all = new ArrayList<>(carried);
        carried.clear();
        all.addAll(inputs);
        all.forEach(this::see);
        var draft = new Draft(projection, sequence, now);
        all.forEach(input -> reconfigure(input, draft));
        var turns = new HashMap<ServiceName, ServiceTurn>();
        for (var service : topology.services()) {
            var judged = healthOf(service).judge(now);
            turns.put(service.name(), new ServiceTurn(service, judged, draft, startedAt));
        }
        all.forEach(input -> apply(input, draft, turns));
        var nextViews = new ArrayList<ServiceView>();
        var wakes = new ArrayList<Instant>(List.of(now.plus(timers.tick())));
        for (var service : topology.services()) {
            var turn = turns.get(service.name());
            if (turn == null) continue;
            evaluate(service, turn, draft);
            new RunTurn(service, draft).wake().ifPresent(wakes::add);
            surveys.wake(service.name()).ifPresent(wakes::add);
            Optional.ofNullable(decisions.get(service.name())).map(turn::view).ifPresent(nextViews::add);
        }
        var turned = commit(draft, all);
        if (turned instanceof Turned.Durable) views = List.copyOf(nextViews);
        wake = wakes.stream().min(Comparator.naturalOrder()).orElse(now);
        return turned;
    }

    /** When the next turn is due if nothing is learnt before. */
    public Instant wake() {
        return wake;
    }

    /** Every service as it stood after the last turn; immutable, may be read on any thread. */
    public List<ServiceView> views() {
        return views;
    }

    /** What the journal says, folded. */
    public Projection projection() {
        return projection;
    }

    /** The topology in force. */
    public Topology topology() {
        return topology;
    }

    /** Whether the last append was durable. */
    public boolean journalAccepts() {
        return journalAccepts;
    }

    private void see(Input input) {
        if (!(input instanceof Input.Observed observed)) return;
        health.values().forEach(h -> h.observe(observed.observation()));
    }

    private void reconfigure(Input input, Draft draft) {
        if (input instanceof Input.Misconfigured bad) {
            draft.add(new Event.ConfigurationRefused(bad.digest(), bad.errors()));
        } else if (input instanceof Input.Configured good) {
            var objections = Reconfiguration.objections(good.topology(), projection);
            if (objections.isEmpty()) {
                configure(good.topology());
                draft.add(new Event.ConfigurationApplied(good.digest(), names(good.topology())));
            } else {
                draft.add(new Event.ConfigurationRefused(good.digest(), objections));
            }
            draft.then(() -> good.reply().accept(objections));
        }
    }

    private void apply(Input input, Draft draft, Map<ServiceName, ServiceTurn> turns) {
        switch (input) {
            case Input.StepReturned returned ->
                topology.service(returned.service()).ifPresent(s -> new RunTurn(s, draft).returned(returned));
            case Input.Surveyed survey ->
                topology.service(survey.service()).ifPresent(s -> surveys.returned(s, survey, draft));
            case Input.Ordered ordered -> order(ordered, draft, turns);
            case Input.NoticeReturned notice ->
                draft.add(new Event.NoticeDelivered(notice.sequence(), notice.channel(), notice.failed()));
            case Input.Observed _, Input.Configured _, Input.Misconfigured _ -> {
                // Taken in before the services are judged.
            }
        }
    }

    private void order(Input.Ordered ordered, Draft draft, Map<ServiceName, ServiceTurn> turns) {
        var name = ordered.order().service();
        var turn = turns.get(name);
        var service = topology.service(name);
        var reply = service.isEmpty() || turn == null
                ? OrderReply.noSuchService(name)
                : new OrderTurn(service.get(), turn, draft, ordered.dryRun()).take(ordered.order());
        draft.then(() -> ordered.reply().accept(reply));
    }

    private void evaluate(Service service, ServiceTurn turn, Draft draft) {
        turn.notice();
        var run = new RunTurn(service, draft);
        run.advance(turn);
        var decision = turn.decide();
        run.advance(turn);
        Alarms.changes(draft.of(service.name()), decision, timers, draft.now()).forEach(draft::add);
        surveys.begin(service, draft);
        decisions.put(service.name(), decision);
    }

    private Turned commit(Draft draft, List<Input> inputs) {
        if (!draft.events().isEmpty()) {
            switch (journal.append(sequence, draft.now(), draft.events())) {
                case Journal.Appended.Done done -> {
                    for (var entry : done.entries()) {
                        projection = projection.fold(entry);
                        sequence = entry.sequence();
                        hash = entry.hash();
                    }
                }
                case Journal.Appended.Conflict conflict -> {
                    return new Turned.Deposed(conflict.actualSequence());
                }
                case Journal.Appended.Failed failed -> {
                    journalAccepts = false;
                    // What was seen is folded already; all else is still to be told.
                    inputs.stream().filter(i -> !(i instanceof Input.Observed)).forEach(carried::add);
                    return new Turned.NotDurable(failed.problem());
                }
            }
        }
        journalAccepts = true;
        draft.effects().forEach(effects::start);
        draft.afterwards().forEach(Runnable::run);
        snapshot();
        return new Turned.Durable(draft.events().size());
    }

    private void snapshot() {
        if (sequence - snapshotAt < SNAPSHOT_EVERY) return;
        journal.keep(new Snapshot(sequence, hash, projection), keep);
        snapshotAt = sequence;
    }

    private Projection replay() {
        var snapshot = journal.snapshot();
        var state = snapshot.map(Snapshot::state).orElse(Projection.EMPTY);
        sequence = snapshot.map(Snapshot::sequence).orElse(0L);
        hash = snapshot.map(Snapshot::hash).orElse("");
        snapshotAt = sequence;
        for (var batch = journal.read(sequence, READ_BATCH);
                !batch.isEmpty();
                batch = journal.read(sequence, READ_BATCH)) {
            for (var entry : batch) {
                state = state.fold(entry);
                sequence = entry.sequence();
                hash = entry.hash();
            }
        }
        return state;
    }

    /** What was known about a service's health stays known as long as the way it is looked at stays the same. */
    private void configure(Topology next) {
        for (var service : next.services()) {
            boolean same = topology.service(service.name())
                            .filter(s -> Reconfiguration.looksTheSame(s, service))
                            .isPresent()
                    && topology.references().equals(next.references());
            if (!same || !health.containsKey(service.name())) {
                health.put(
                        service.name(), new ServiceHealth(service.regions(), next.references(), service.detection()));
            }
        }
        health.keySet().retainAll(names(next));
        decisions.keySet().retainAll(names(next));
        topology = next;
    }

    private ServiceHealth healthOf(Service service) {
        return Optional.ofNullable(health.get(service.name()))
                .orElseThrow(() -> new IllegalStateException("no health for " + service.name()));
    }

    private static List<ServiceName> names(Topology topology) {
        return topology.services().stream().map(Service::name).toList();
    }
}
