package dev.leeward.node;

import dev.leeward.control.Effect;
import dev.leeward.control.Effects;
import dev.leeward.control.Input;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Reading;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries effects out, each on a virtual thread of its own, and reports what came of it. It decides nothing: a step's
 * outcome is reported as it is, and a bug on the way is reported as unclear, never swallowed.
 */
final class Conductor implements Effects, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Conductor.class);
    private static final Duration STOPPING = Duration.ofSeconds(2);
    private static final Duration SURVEY_LIMIT = Duration.ofSeconds(20);

    private final Function<TargetId, @Nullable Actuator> actuators;
    private final StepWork work;
    private final Consumer<Input> inbox;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Conductor(
            Function<TargetId, @Nullable Actuator> actuators,
            StepWork work,
            Consumer<Input> inbox,
            InstantSource clock) {
        this.actuators = actuators;
        this.work = work;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Override
    public void start(Effect effect) {
        try {
            threads.execute(() -> carryOut(effect));
        } catch (RejectedExecutionException _) {
            // Shutting down: the intent is journaled, and the next start reads back before it repeats.
            LOG.info("not started, shutting down: {}", effect.name());
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Attempt attempt -> inbox.accept(attempt(attempt));
            case Effect.Survey survey -> inbox.accept(survey(survey));
        }
    }

    private Input attempt(Effect.Attempt attempt) {
        var sinceDecided = Duration.between(attempt.run().startedAt(), clock.instant());
        LOG.info(
                "{} {} attempt {} begins, {} ms after the run was decided",
                attempt.run().id(),
                attempt.step().id(),
                attempt.attempt(),
                sinceDecided.toNanos() / 1e6);
        var result = safely(attempt);
        LOG.info("{} {} attempt {}: {}", attempt.run().id(), attempt.step().id(), attempt.attempt(), result);
        return new Input.StepReturned(
                attempt.name(), attempt.run().id(), attempt.step().id(), attempt.attempt(), result);
    }

    private StepResult safely(Effect.Attempt attempt) {
        try {
            return work.attempt(attempt);
        } catch (RuntimeException bug) {
            LOG.error(
                    "{} {} failed unexpectedly",
                    attempt.run().id(),
                    attempt.step().id(),
                    bug);
            var problem = Problem.passing(FaultCode.INTERNAL, "unexpected: " + bug);
            return attempt.step().kind() == StepKind.RECHECK
                    ? new StepResult.NotDone(problem)
                    : new StepResult.Unclear(problem);
        }
    }

    private Input survey(Effect.Survey survey) {
        Map<TargetId, Future<Reading>> pending = new HashMap<>();
        for (var target : survey.service().targets()) {
            pending.put(target, threads.submit(() -> read(target)));
        }
        Map<TargetId, Reading> readings = new ConcurrentHashMap<>();
        pending.forEach((target, future) -> readings.put(target, await(future)));
        return new Input.Surveyed(survey.name(), survey.begunAt(), readings);
    }

    private Reading read(TargetId target) {
        var actuator = actuators.apply(target);
        return actuator == null
                ? new Reading.Unreadable(
                        Problem.lasting(FaultCode.MISCONFIGURED, target + " is not configured on this node"))
                : actuator.read(SURVEY_LIMIT);
    }

    private static Reading await(Future<Reading> reading) {
        try {
            return reading.get(SURVEY_LIMIT.toSeconds() + 5, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Reading.Unreadable(Problem.passing(FaultCode.TIMED_OUT, "interrupted while reading"));
        } catch (ExecutionException bug) {
            LOG.error("reading a target failed unexpectedly", bug);
            return new Reading.Unreadable(Problem.passing(FaultCode.INTERNAL, "unexpected: " + bug.getCause()));
        } catch (TimeoutException _) {
            return new Reading.Unreadable(Problem.passing(FaultCode.TIMED_OUT, "not read in time"));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("some effects still run; what comes of them is read back by whoever goes on");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
