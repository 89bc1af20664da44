package dev.leeward.control;

import dev.leeward.decision.Order;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Projection;
import dev.leeward.journal.Snapshot;
import dev.leeward.lag.Copies;
import dev.leeward.lag.KeptTable;
import dev.leeward.lag.LinkEvidence;
import dev.leeward.lag.LinkName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    private final Lookout lookout = new Lookout();
    private final Agenda agenda;
    private final Map<ServiceName, ServiceView> latest = new HashMap<>();
    private final Map<LinkName, LinkEvidence> links = new HashMap<>();
    private final List<Input> carried = new ArrayList<>();
    private Topology topology;
    private List<ServiceName> names;
    private Projection projection;
    private long sequence;
    private String hash = "";
    private long snapshotAt;
    private volatile List<ServiceView> views = List.of();
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
        this.names = names(topology);
        this.timers = timers;
        this.keep = keep;
        this.startedAt = now;
        this.surveys = new Surveys(timers);
        this.agenda = new Agenda(timers.tick());
        this.projection = replay();
        lookout.configure(Optional.empty(), topology, now);
    }

    /**
     * Why this node must not run the topology it was given: what the journal says is under way cannot be carried on with
     * it. Empty when it can.
     */
    public List<String> objections() {
        return Reconfiguration.objections(topology, projection);
    }

    /** Journals that this node took over: attempts in flight become unclear, and are read back before anything else. */
    public Turned start(String node, String version, String digest, Instant now) {
        var draft = new Draft(projection, sequence, now);
        draft.add(new Event.NodeStarted(node, version));
        draft.add(new Event.ConfigurationApplied(digest, names));
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
        var due = agenda.take(now, names);
        var turns = new LinkedHashMap<ServiceName, ServiceTurn>();
        for (var service : due.isEmpty() ? List.<Service>of() : topology.services()) {
            if (due.contains(service.name())) turns.put(service.name(), serviceTurn(service, draft));
        }
        all.forEach(input -> apply(input, draft, turns));
        turns.forEach((name, turn) -> latest.put(name, evaluate(turn, draft)));
        var turned = commit(draft, all);
        if (!(turned instanceof Turned.Durable)) {
            agenda.again(now.plus(timers.tick()));
        } else if (!turns.isEmpty()) {
            views = names.stream()
                    .flatMap(name -> Optional.ofNullable(latest.get(name)).stream())
                    .toList();
        }
        return turned;
    }

    /** When the next turn is due if nothing is learnt before. */
    public Instant wake() {
        return agenda.wake();
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

    private ServiceTurn serviceTurn(Service service, Draft draft) {
        var judged = lookout.of(service.name()).judge(draft.now());
        var copies = service.tables().isEmpty() ? Copies.NONE : new Copies(service.tables(), links);
        return new ServiceTurn(service, judged, copies, draft, lookout.since(service.name(), startedAt));
    }

    private void see(Input input) {
        switch (input) {
            case Input.Observed seen -> lookout.observe(seen.observation(), agenda::mark);
            case Input.LinksRead read -> read.links().forEach(link -> links.put(link.link(), link));
            case Input.StepReturned returned -> agenda.mark(returned.service());
            case Input.Surveyed survey -> agenda.mark(survey.service());
            case Input.Ordered ordered -> agenda.mark(ordered.order().service());
            case Input.Configured _ -> agenda.markAll();
            case Input.Misconfigured _, Input.NoticeReturned _ -> {
                // Neither is about a service.
            }
        }
    }

    private void reconfigure(Input input, Draft draft) {
        if (input instanceof Input.Misconfigured bad) {
            draft.add(new Event.ConfigurationRefused(bad.digest(), bad.errors()));
        } else if (input instanceof Input.Configured good) {
            var objections = Reconfiguration.objections(good.topology(), projection);
            if (objections.isEmpty()) {
                configure(good.topology(), draft.now());
                draft.add(new Event.ConfigurationApplied(good.digest(), names));
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
            case Input.Observed _, Input.LinksRead _, Input.Configured _, Input.Misconfigured _ -> {
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
        if (ordered.order() instanceof Order.BringIn && reply.accepted() && !ordered.dryRun()) surveys.soon(name);
        draft.then(() -> ordered.reply().accept(reply));
    }

    private ServiceView evaluate(ServiceTurn turn, Draft draft) {
        var service = turn.service();
        turn.notice();
        var run = new RunTurn(service, draft);
        run.advance(turn);
        var decision = turn.decide();
        run.advance(turn);
        turn.alarms(decision, timers).forEach(draft::add);
        surveys.begin(service, draft);
        agenda.plan(service.name(), soonest(draft.now(), run.wake(), surveys.wake(service.name())));
        return turn.view(decision);
    }

    /** What is past and was not acted on waits for something else than time; the sweep comes back to it. */
    private static Optional<Instant> soonest(Instant now, Optional<Instant> run, Optional<Instant> survey) {
        return Stream.concat(run.stream(), survey.stream())
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    private Turned commit(Draft draft, List<Input> inputs) {
        var stopped = draft.events().isEmpty() ? Optional.<Turned>empty() : append(draft, inputs);
        if (stopped.isPresent()) return stopped.get();
        journalAccepts = true;
        draft.effects().forEach(effects::start);
        draft.afterwards().forEach(Runnable::run);
        snapshot();
        return new Turned.Durable(draft.events().size());
    }

    /** Makes the draft's events durable, or says why the turn ends here. */
    private Optional<Turned> append(Draft draft, List<Input> inputs) {
        return switch (journal.append(sequence, draft.now(), draft.events())) {
            case Journal.Appended.Done done -> {
                for (var entry : done.entries()) {
                    projection = projection.fold(entry);
                    sequence = entry.sequence();
                    hash = entry.hash();
                }
                yield Optional.empty();
            }
            case Journal.Appended.Conflict conflict ->
                deposed(
                        inputs,
                        Problem.lasting(
                                FaultCode.CONFLICT,
                                "another node writes the journal (at sequence " + conflict.actualSequence()
                                        + "); nothing of this turn was written"));
            case Journal.Appended.Unknown unknown -> deposed(inputs, unknown.problem());
            case Journal.Appended.Failed failed -> notDurable(failed, inputs);
        };
    }

    /** Whoever waits for an answer gets one; everything else is left to the replay. */
    private Optional<Turned> deposed(List<Input> inputs, Problem why) {
        journalAccepts = false;
        for (var input : inputs) {
            if (input instanceof Input.Ordered ordered) ordered.reply().accept(OrderReply.deposed(why));
            if (input instanceof Input.Configured good) good.reply().accept(List.of(why.sentence()));
        }
        return Optional.of(new Turned.Deposed(why));
    }

    private Optional<Turned> notDurable(Journal.Appended.Failed failed, List<Input> inputs) {
        journalAccepts = false;
        carry(inputs, failed.problem());
        return Optional.of(new Turned.NotDurable(failed.problem()));
    }

    /**
     * What happened is still to be told. What was seen is folded already, and a person's order is refused at once: carried
     * out minutes later it would meet another situation than the one it was given in.
     */
    private void carry(List<Input> inputs, Problem problem) {
        for (var input : inputs) {
            switch (input) {
                case Input.Observed _, Input.LinksRead _ -> {
                    // Folded.
                }
                case Input.Ordered ordered -> ordered.reply().accept(OrderReply.notJournaled(problem));
                case Input.StepReturned _,
                        Input.Surveyed _,
                        Input.Configured _,
                        Input.Misconfigured _,
                        Input.NoticeReturned _ -> carried.add(input);
            }
        }
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

    private void configure(Topology next, Instant now) {
        lookout.configure(Optional.of(topology), next, now);
        topology = next;
        names = names(next);
        var kept = next.services().stream()
                .flatMap(service -> service.tables().stream())
                .map(KeptTable::name)
                .toList();
        links.keySet().removeIf(link -> !kept.contains(link.table()));
        latest.keySet().retainAll(names);
        surveys.keep(names);
    }

    private static List<ServiceName> names(Topology topology) {
        return topology.services().stream().map(Service::name).toList();
    }
}
