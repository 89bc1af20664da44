package dev.leeward.simulator.node;

import dev.leeward.control.Input;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Projection;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.world.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Delivers what stands in the outbox over one channel, at least once; while that is down, later. */
final class Notices {
    private static final Duration TAKES = Duration.ofMillis(300);
    private static final Duration AGAIN = Duration.ofSeconds(20);

    private final World world;
    private final Running process;
    private final Set<Long> underWay = new HashSet<>();

    Notices(World world, Running process) {
        this.world = world;
        this.process = process;
    }

    /** Begins to deliver what came new into the outbox. */
    void afterTurn(Projection projection) {
        if (!projection.outbox().isEmpty()) projection.outbox().forEach(this::deliver);
    }

    void deliver(Entry entry) {
        if (underWay.add(entry.sequence())) attempt(entry.sequence());
    }

    private void attempt(long sequence) {
        world.timeline()
                .after(
                        TAKES,
                        () -> process.then(() -> {
                            if (world.notifierDown()) {
                                world.timeline().after(AGAIN, () -> process.then(() -> attempt(sequence)));
                                return;
                            }
                            world.tell(new Happening.Noticed(process.life(), sequence));
                            process.learn(new Input.NoticeReturned(
                                    sequence, Event.NoticeDelivered.EVERY_CHANNEL, Optional.empty()));
                        }));
    }
}
