package dev.leeward.api;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the control loop, within the request's deadline. */
final class Waiting {
    static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

    private Waiting() {}

    /** What waiting came to. */
    sealed interface Waited<T> {
        record Answered<T>(T value) implements Waited<T> {}

        record Missed<T>(int status, Problem problem) implements Waited<T> {}
    }

    static <T> Waited<T> on(CompletionStage<T> stage, String what) {
        try {
            return new Waited.Answered<>(stage.toCompletableFuture().get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return missed(
                    FaultCode.TIMED_OUT,
                    what + " got no answer within " + DEADLINE.toSeconds()
                            + " s; it may still be carried out: look at the journal before you repeat it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return missed(FaultCode.UNAVAILABLE, "this node is stopping; " + what + " may still be carried out");
        } catch (ExecutionException e) {
            LOG.error("{} failed", what, e.getCause());
            return new Waited.Missed<>(
                    500, Problem.lasting(FaultCode.INTERNAL, what + " failed inside this node; its log says more"));
        }
    }

    private static <T> Waited<T> missed(FaultCode code, String sentence) {
        return new Waited.Missed<>(503, Problem.passing(code, sentence));
    }
}
