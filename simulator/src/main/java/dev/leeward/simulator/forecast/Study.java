package dev.leeward.simulator.forecast;

import dev.leeward.simulator.scenario.Scenario;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Plays a scenario with many seeds. */
public final class Study {
    /** As many seeds as one study may have. */
    public static final int MOST_SEEDS = 100_000;

    private static final int THREADS = 2;

    private Study() {}

    /**
     * What {@code scenario} comes to for {@code subject} over {@code seeds} seeds from {@code first} on. The same arguments
     * give the same outlook.
     *
     * @param progress told after every seed, on any thread
     */
    public static Outlook of(Subject subject, Scenario scenario, long first, int seeds, Runnable progress) {
        if (seeds < 1 || seeds > MOST_SEEDS) throw new IllegalArgumentException("from 1 to " + MOST_SEEDS + " seeds");
        var all = new Findings[seeds];
        var next = new AtomicInteger();
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            var workers = IntStream.range(0, THREADS)
                    .mapToObj(_ -> CompletableFuture.runAsync(
                            () -> {
                                for (int i = next.getAndIncrement(); i < seeds; i = next.getAndIncrement()) {
                                    all[i] = play(subject, scenario, first + i);
                                    progress.run();
                                }
                            },
                            pool))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(workers).join();
        }
        return new Outlook(
                scenario, Arrays.stream(all).map(Objects::requireNonNull).toList());
    }

    /** What one seed comes to. */
    static Findings play(Subject subject, Scenario scenario, long seed) {
        var plan = Plan.of(subject, scenario, seed);
        var chronicle = new Chronicle(subject.service());
        plan.play(chronicle::see);
        return Measure.of(seed, subject, plan, chronicle);
    }
}
