package dev.leeward.notify;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.notify.Channel.Delivered;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Gives a call of a library its deadline as a whole, where the library knows only one for each of its waits. The call is made on
 * a virtual thread of its own, where a socket that nobody answers on is left as soon as the thread is interrupted.
 */
final class Bounded {
    private Bounded() {}

    /** What {@code call} comes to, or that it did not end within {@code limit}. */
    static Delivered call(String thread, Duration limit, Supplier<Delivered> call) {
        var task = new FutureTask<>(call::get);
        Thread.ofVirtual().name(thread).start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return timedOut("no answer within " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return timedOut("stopped while it was sent");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a channel met a bug", e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private static Delivered timedOut(String sentence) {
        return new Delivered.Failed(Problem.passing(FaultCode.TIMED_OUT, sentence));
    }
}
