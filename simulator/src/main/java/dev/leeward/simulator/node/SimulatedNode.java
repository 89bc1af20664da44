package dev.leeward.simulator.node;

import dev.leeward.control.ControlLoop;
import dev.leeward.control.Effect;
import dev.leeward.control.Input;
import dev.leeward.control.Timers;
import dev.leeward.control.Turned;
import dev.leeward.journal.Projection;
import dev.leeward.probe.Observation;
import dev.leeward.service.Topology;
import dev.leeward.simulator.time.NodeClock;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One life of an orchestrator: the production control loop, driven as production's loop thread drives it. It can die
 * between any two things it does, and freeze without noticing.
 */
public final class SimulatedNode implements Running {
    /** As production's loop thread has it. */
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private static final long HAND_OVER = 200_000;
    private static final long LANDING = 10_000_000;
    private static final int KEEP = 10_000;

    private final World world;
    private final Life life;
    private final NodeClock clock;
    private final AppendTrap trap = new AppendTrap();
    private final Calls calls;
    private final Notices notices;
    private final LifeJournal journal;
    private final ControlLoop loop;
    private Sights sights = Sights.NONE;
    private Topology shown;
    private final List<Input> inbox = new ArrayList<>();
    private final List<Effect> handed = new ArrayList<>();
    private final List<Runnable> whileFrozen = new ArrayList<>();
    private Optional<String> death = Optional.empty();
    private boolean frozen;
    private boolean crashed;
    private long busyUntil;
    private long alarm = Long.MAX_VALUE;

    /**
     * A node that begins to decide with {@code topology}.
     *
     * @param mandate what allows it to write and to act
     */
    SimulatedNode(World world, Life life, Topology topology, NodeClock clock, Mandate mandate) {
        this.world = world;
        this.life = life;
        this.shown = topology;
        this.clock = clock;
        this.calls = new Calls(world, this, mandate);
        this.notices = new Notices(world, this);
        this.journal = new LifeJournal(world, life, trap, mandate);
        this.loop = new ControlLoop(journal, handed::add, topology, Timers.defaults(), KEEP, clock.instant());
    }

    /** Takes the journal over, or dies at once if it cannot, and begins to decide on what {@code from} shows. */
    void start(Sights from) {
        sights = from;
        world.tell(new Happening.NodeStarted(life));
        var objections = loop.objections();
        if (!objections.isEmpty()) {
            die("the journal forbids the configuration");
            return;
        }
        world.tell(new Happening.Configured(loop.topology(), true, true));
        guarded(() -> {
            switch (loop.start(life.node(), "simulated", "first", clock.instant())) {
                case Turned.Durable _ -> {
                    show();
                    loop.projection().outbox().forEach(notices::deliver);
                    wakeAt(0);
                }
                case Turned.NotDurable _ -> die("the journal does not accept its start");
                case Turned.Deposed _ -> die("another node writes the journal");
            }
        });
    }

    @Override
    public Life life() {
        return life;
    }

    /** Why it died, once it did. */
    public Optional<String> death() {
        return death;
    }

    /** Whether it died right within something it did, and its whole process with it. */
    boolean crashed() {
        return crashed;
    }

    NodeClock clock() {
        return clock;
    }

    /** Takes in what it saw itself. */
    void see(Seen seen) {
        world.tell(new Happening.Looked(life, seen.startedAt(), seen.of(), seen.observation()));
        learn(new Input.Observed(seen.observation()));
    }

    /** Hears of what another vantage point saw, which is {@code observation} by its own clock. */
    void hear(Seen seen, Observation observation) {
        then(() -> see(new Seen(seen.startedAt(), seen.of(), observation)));
    }

    /** What its journal says, folded. */
    public Projection projection() {
        return loop.projection();
    }

    /** The process is gone. */
    public void die(String why) {
        if (death.isPresent()) return;
        death = Optional.of(why);
        world.tell(new Happening.NodeDied(life, why));
    }

    /** It stops, and does not notice. */
    public void freeze() {
        if (frozen || death.isPresent()) return;
        frozen = true;
        world.tell(new Happening.NodeFroze(life));
    }

    /** It goes on where it stopped. */
    public void thaw() {
        if (!frozen) return;
        frozen = false;
        world.tell(new Happening.NodeThawed(life));
        var waiting = List.copyOf(whileFrozen);
        whileFrozen.clear();
        waiting.forEach(this::then);
    }

    /** It dies at the append after {@code skip} others, before or after that is durable. */
    public void dieAtAppend(int skip, boolean durable) {
        trap.set(skip, durable);
    }

    /** {@code freeze} happens at the append after {@code skip} others, once that is durable. */
    public void freezeAtAppend(int skip, Runnable freeze) {
        trap.freeze(skip, freeze);
    }

    @Override
    public void then(Runnable what) {
        if (death.isPresent()) return;
        if (frozen) whileFrozen.add(what);
        else guarded(what);
    }

    @Override
    public void learn(Input input) {
        inbox.add(input);
        wakeAt(0);
    }

    /** From outside: an order, a configuration. */
    public void tell(Input input) {
        then(() -> learn(input));
    }

    private void guarded(Runnable what) {
        try {
            what.run();
        } catch (Crash crash) {
            crashed = true;
            die(crash.where());
        }
    }

    /** A turn comes {@code nanos} from now, or sooner; never while the last append is still being written. */
    private void wakeAt(long nanos) {
        long at = Math.max(busyUntil, world.timeline().now() + nanos);
        if (at >= alarm) return;
        alarm = at;
        world.timeline()
                .after(
                        at - world.timeline().now(),
                        () -> then(() -> {
                            if (alarm == at) turn();
                        }));
    }

    /**
     * Whether it would do nothing but look and survey as long as nothing happens: all is well and at home, and no decision
     * waits for time to pass.
     */
    public boolean atRest() {
        return death.isEmpty()
                && !frozen
                && inbox.isEmpty()
                && sights.idle()
                && sights.landed()
                && !loop.views().isEmpty()
                && loop.views().stream().allMatch(Rest::of);
    }

    /** Time has leapt: it goes on once it has looked at everything again, as if it had looked all the time. */
    public void land() {
        sights.land();
    }

    private void turn() {
        if (!sights.landed()) {
            alarm = Long.MAX_VALUE;
            wakeAt(LANDING);
            return;
        }
        alarm = Long.MAX_VALUE;
        var inputs = List.copyOf(inbox);
        inbox.clear();
        var turned = loop.turn(clock.instant(), inputs);
        switch (turned) {
            case Turned.Durable durable -> {
                if (durable.events() > 0)
                    busyUntil = world.timeline().now() + world.disk().slowness() + journal.took();
                handOver();
                if (!shown.equals(loop.topology())) show();
                wakeAt(clock.until(loop.wake()));
            }
            case Turned.NotDurable _ -> {
                busyUntil = world.timeline().now() + AFTER_FAILURE.toNanos();
                wakeAt(0);
            }
            case Turned.Deposed _ -> die("another node writes the journal");
        }
    }

    /** What is looked at is what is in force; a configuration may have come into force in a turn that was not durable. */
    private void show() {
        shown = loop.topology();
        sights.configure(shown);
    }

    /** Effects begin a moment after their intent became durable; in between the process may die. */
    private void handOver() {
        for (var effect : handed) {
            world.tell(new Happening.Handed(life, effect));
            long wait = busyUntil - world.timeline().now() + HAND_OVER;
            world.timeline().after(wait, () -> then(() -> calls.begin(effect)));
        }
        handed.clear();
        notices.afterTurn(loop.projection());
    }
}
