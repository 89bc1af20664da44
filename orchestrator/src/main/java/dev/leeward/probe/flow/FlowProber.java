package dev.leeward.probe.flow;

import dev.leeward.probe.Check;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.UserFlow;
import dev.leeward.resolve.Names;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;

/** Looks by walking through user flows ({@link Check.Flow}), each on a virtual thread of its own. */
public final class FlowProber implements Prober {

    /** Each is many requests, and a page of each may be kept in memory. */
    public static final int MOST_AT_ONCE = 16;

    private final OkHttpClient prototype = Browser.prototype();
    private final FlowWalk.Kit kit;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Map<Thread, FlowWalk> walks = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * A prober.
     *
     * @param names resolves host names
     * @param clock wall clock, for cookies and the end of certificates
     * @param userAgent the HTTP header's value, {@code leeward/VERSION}
     */
    public FlowProber(Names names, InstantSource clock, String userAgent) {
        kit = new FlowWalk.Kit(names, clock, userAgent, prototype);
    }

    @Override
    public void look(Probe probe, Consumer<Sighting> sink) {
        if (!(probe.check() instanceof Check.Flow(var flow))) {
            throw new IllegalArgumentException("not a flow: " + probe.check().summary());
        }
        walk(flow, probe.timeout(), report -> sink.accept(report.sighting()));
    }

    /** The same, and tells how long each step took. */
    public void walk(UserFlow flow, Duration timeout, Consumer<FlowReport> sink) {
        if (!places.tryAcquire()) {
            sink.accept(notNow("too many flows at once"));
            return;
        }
        var walk = new FlowWalk(flow, timeout, kit);
        Thread walker = Thread.ofVirtual().name("leeward-flow-" + flow.name()).unstarted(() -> go(walk, sink));
        walks.put(walker, walk);
        walker.start();
        // After the put: either close() sees this walk, or this sees that it is closed.
        if (closed) end(walker, walk);
    }

    private void go(FlowWalk walk, Consumer<FlowReport> sink) {
        FlowReport seen = notNow("the walk broke off");
        try {
            seen = walk.walk();
        } catch (RuntimeException e) {
            // Ours or a library's mistake: it says nothing about the target, and whoever asked waits for an answer.
            seen = notNow("the walk broke off: " + e);
        } finally {
            walks.remove(Thread.currentThread());
            places.release();
            sink.accept(seen);
        }
    }

    @Override
    public void close() {
        closed = true;
        walks.forEach(FlowProber::end);
    }

    /** A look-up of a name waits for an interrupt, everything else for the call's end. */
    private static void end(Thread walker, FlowWalk walk) {
        walk.cancel();
        walker.interrupt();
    }

    private static FlowReport notNow(String why) {
        return new FlowReport(List.of(), new Sighting.Inconclusive(why, PhaseTimings.ofTotal(Duration.ZERO)));
    }
}
