package dev.leeward.verification;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Carries work out on virtual threads, so many steps at a time. */
public final class VirtualCrew implements Crew {
    private final int width;

    /** One that does {@code width} steps at a time. */
    public VirtualCrew(int width) {
        this.width = width;
    }

    @Override
    public void carryOut(List<? extends Work> works) {
        var hands = new Semaphore(width, true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> all = works.stream()
                    .map(work -> threads.submit(() -> carryOut(work, hands)))
                    .toList();
            await(all, threads);
        }
    }

    /** Where it shows that one failed, the others are broken off. */
    private static void await(List<? extends Future<?>> all, ExecutorService threads) {
        try {
            for (Future<?> one : all) one.get();
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            threads.shutdownNow();
            throw new IllegalStateException("a piece of work failed", e.getCause());
        }
    }

    private static Void carryOut(Work work, Semaphore hands) throws InterruptedException {
        while (true) {
            hands.acquire();
            Work.Step step;
            try {
                step = work.step();
            } finally {
                hands.release();
            }
            switch (step) {
                case Work.Step.On _ -> {}
                case Work.Step.Rest(var length) -> Thread.sleep(length);
                case Work.Step.Over _ -> {
                    return null;
                }
            }
        }
    }
}
