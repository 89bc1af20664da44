package dev.leeward.simulator.swarm;

import dev.leeward.simulator.Simulation;
import dev.leeward.simulator.Simulation.Setting;
import dev.leeward.simulator.check.Breach;
import dev.leeward.simulator.time.Timeline;
import dev.leeward.simulator.trace.TimeLine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** Plays seed after seed on all cores until one breaks an invariant. */
final class Hunt {
    private static final int LINES = 150;

    /** A seed that broke one, the first of those that did. */
    record Prey(long seed, Mode mode, Breach breach) {}

    /** What a hunt came to. */
    record Bag(long seeds, double hours, Optional<Prey> prey) {}

    private final AtomicLong next;
    private final AtomicLong minutes = new AtomicLong();
    private final LongPredicate enough;
    private final long first;
    private volatile Optional<Prey> prey = Optional.empty();

    private Hunt(long first, LongPredicate enough) {
        this.first = first;
        this.next = new AtomicLong(first);
        this.enough = enough;
    }

    /** From {@code first} on, both modes in turn, until {@code enough} says so of the number of seeds played. */
    static Bag from(long first, LongPredicate enough) {
        var hunt = new Hunt(first, enough);
        int threads = Runtime.getRuntime().availableProcessors();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var hunters = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(_ -> pool.submit(hunt::seedBySeed))
                    .toList();
            for (var hunter : hunters) hunter.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the hunt itself failed", bug);
        }
        return new Bag(hunt.next.get() - first, hunt.minutes.get() / 60.0, hunt.prey);
    }

    private void seedBySeed() {
        while (prey.isEmpty()) {
            long seed = next.getAndIncrement();
            if (enough.test(seed - first)) return;
            var mode = seed % 2 == 0 ? Mode.SAFETY : Mode.LIVENESS;
            var setting = Swarm.setting(seed, mode);
            minutes.addAndGet(setting.length().plus(setting.calm()).toMinutes());
            var breaches = Swarm.play(setting);
            if (!breaches.isEmpty()) prey = Optional.of(new Prey(seed, mode, breaches.getFirst()));
        }
    }

    /** The shortest story of {@code prey} that was found, and a test that plays it. */
    static String story(Prey prey) {
        var small = Shrinker.shrink(Swarm.setting(prey.seed(), prey.mode()), prey.breach());
        var at = Swarm.play(small).stream()
                .filter(b -> b.invariant().equals(prey.breach().invariant()))
                .findFirst()
                .map(Breach::at)
                .orElse(prey.breach().at());
        var line = new TimeLine(Timeline.BEGIN, LINES);
        Simulation.play(small, (when, what) -> {
            if (!when.isAfter(at)) line.see(when, what);
        });
        var end = Duration.between(Timeline.BEGIN, at);
        return "%s seed %d breaks %s after %s: %s%n%s%n%n%s%n"
                .formatted(
                        prey.mode(),
                        prey.seed(),
                        prey.breach().invariant(),
                        end,
                        prey.breach().sentence(),
                        String.join("\n", line.lines()),
                        test(small, prey));
    }

    private static String test(Setting small, Prey prey) {
        return "    @Test\n    void seed_%d_holds_%s() {\n        assertThat(Swarm.play(%s)).isEmpty();\n    }"
                .formatted(prey.seed(), prey.breach().invariant(), JavaText.of(small));
    }
}
