package dev.leeward.replication.dynamodb;

import dev.leeward.replication.Crew;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Carries work out on virtual threads, and the first of it, often the only one, on the caller's own. */
final class VirtualCrew implements Crew {
    @Override
    public void carryOut(List<? extends Runnable> works) {
        List<FutureTask<Boolean>> all =
                works.stream().map(work -> new FutureTask<>(work, true)).toList();
        all.stream().skip(1).forEach(Thread.ofVirtual().name("crew")::start);
        all.stream().limit(1).forEach(FutureTask::run);
        Optional<Throwable> failure = all.stream().map(VirtualCrew::await).flatMap(Optional::stream).toList().stream()
                .findFirst();
        if (failure.isPresent()) throw new IllegalStateException("a piece of work failed", failure.get());
    }

    /** To its end, even when interrupted: every call in it has a limit, and nobody may read on beside it. */
    private static Optional<Throwable> await(FutureTask<Boolean> work) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    work.get();
                    return Optional.empty();
                } catch (InterruptedException _) {
                    isInterrupted = true;
                } catch (ExecutionException e) {
                    return Optional.ofNullable(e.getCause());
                }
            }
        } finally {
            if (isInterrupted) Thread.currentThread().interrupt();
        }
    }
}
