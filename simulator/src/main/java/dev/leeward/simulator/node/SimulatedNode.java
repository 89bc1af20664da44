package dev.leeward.simulator.node;

import dev.leeward.control.ControlLoop;
import dev.leeward.control.Effect;
import dev.leeward.control.Input;
import dev.leeward.control.Timers;
import dev.leeward.control.Turned;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Projection;
import dev.leeward.service.Topology;
import dev.leeward.simulator.time.NodeClock;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
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
    private final Looks looks;
    private final Notices notices;
    private final ControlLoop loop;
    private final List<Input> inbox = new ArrayList<>();
    private final List<Effect> handed = new ArrayList<>();
    private final List<Runnable> whileFrozen = new ArrayList<>();
    private Optional<String> death = Optional.empty();
    private boolean frozen;
    private long busyUntil;
    private long alarm = Long.MAX_VALUE;

    /** A process that was just started; it dies at once if it cannot take the journal over. */
    public SimulatedNode(World world, Life life, Topology topology, long partsPerMillion) {
        this.world = world;
        this.life = life;
        this.clock = new NodeClock(world.timeline(), anchor(world), partsPerMillion);
        this.calls = new Calls(world, this);
        this.looks = new Looks(world, this, clock);
        this.notices = new Notices(world, this);
        var journal = new LifeJournal(world, life, trap);
        this.loop = new ControlLoop(journal, handed::add, topology, Timers.defaults(), KEEP, clock.instant());
    }

    private static Instant anchor(World world) {
        var wall = world.wall();
        return world.disk().last().map(Entry::at).filter(wall::isBefore).orElse(wall);
    }

    /** Takes the journal over and begins to look. */
    public void start() {
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
                    looks.configure(loop.topology());
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
                && looks.idle()
                && looks.landed()
                && !loop.views().isEmpty()
                && loop.views().stream().allMatch(Rest::of);
    }

    /** Time has leapt: it goes on once it has looked at everything again, as if it had looked all the time. */
    public void land() {
        looks.awaitAll();
    }

    private void turn() {
        if (!looks.landed()) {
            alarm = Long.MAX_VALUE;
            wakeAt(LANDING);
            return;
        }
        alarm = Long.MAX_VALUE;
        var inputs = List.copyOf(inbox);
        inbox.clear();
        var before = loop.topology();
        var turned = loop.turn(clock.instant(), inputs);
        switch (turned) {
            case Turned.Durable durable -> {
                if (durable.events() > 0)
                    busyUntil = world.timeline().now() + world.disk().slowness();
                handOver();
                if (!before.equals(loop.topology())) looks.configure(loop.topology());
                wakeAt(clock.until(loop.wake()));
            }
            case Turned.NotDurable _ -> {
                busyUntil = world.timeline().now() + AFTER_FAILURE.toNanos();
                wakeAt(0);
            }
            case Turned.Deposed _ -> die("another node writes the journal");
        }
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
