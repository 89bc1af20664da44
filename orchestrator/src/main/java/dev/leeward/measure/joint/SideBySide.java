package dev.leeward.measure.joint;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks several at once, and waits for none of them longer than it was told to. */
public final class SideBySide {
    private static final Logger LOG = LoggerFactory.getLogger(SideBySide.class);

    private SideBySide() {}

    /**
     * What came of each, in the order in which they were named.
     *
     * @param most so many at the same time
     */
    public static <T> Map<String, Said<T>> ask(Map<String, Callable<T>> asked, int most, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        var gate = new Semaphore(most);
        var waiting = new LinkedHashMap<String, Future<T>>();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            asked.forEach((name, question) -> waiting.put(name, threads.submit(() -> one(gate, question))));
            var said = new LinkedHashMap<String, Said<T>>();
            waiting.forEach((name, answer) -> said.put(name, said(answer, end - System.nanoTime())));
            return said;
        } finally {
            // Whoever does not answer is not waited for any longer.
            threads.shutdownNow();
        }
    }

    /** The outcomes of all of them as one. */
    public static Outcome outcome(Map<String, Callable<Outcome>> asked, int most, Duration limit, String who) {
        var joint = new JointOutcome();
        ask(asked, most, limit)
                .forEach((name, said) -> joint.add(
                        name,
                        switch (said) {
                            case Said.Answer<Outcome>(Outcome outcome) -> outcome;
                            case Said.Nothing<Outcome>(Problem why) -> new Outcome.Unknown(why);
                        }));
        return joint.outcome(who);
    }

    /** What one of them said. */
    public sealed interface Said<T> {
        /** Its answer. */
        record Answer<T>(T answer) implements Said<T> {}

        /** None. */
        record Nothing<T>(Problem why) implements Said<T> {}
    }

    private static <T> T one(Semaphore gate, Callable<T> question) throws Exception {
        gate.acquire();
        try {
            return question.call();
        } finally {
            gate.release();
        }
    }

    private static <T> Said<T> said(Future<T> asked, long nanos) {
        try {
            return new Said.Answer<>(asked.get(Math.max(0, nanos), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Said.Nothing<>(Problem.passing(FaultCode.TIMED_OUT, "interrupted"));
        } catch (TimeoutException e) {
            return new Said.Nothing<>(Problem.passing(FaultCode.TIMED_OUT, "no answer in time"));
        } catch (ExecutionException bug) {
            LOG.error("a measure failed unexpectedly", bug);
            return new Said.Nothing<>(Problem.passing(FaultCode.INTERNAL, "unexpected: " + bug.getCause()));
        }
    }
}
