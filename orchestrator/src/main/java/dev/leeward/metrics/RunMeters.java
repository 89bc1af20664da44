package dev.leeward.metrics;

import dev.leeward.fault.Problem;
import dev.leeward.journal.Event;
import dev.leeward.journal.ServiceState;
import dev.leeward.runbook.StepProgress;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.TargetId;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long runs and their steps took, and what providers answered, as the journal tells it. */
final class RunMeters {
    private final Histogram runs;
    private final Histogram steps;
    private final Counter errors;

    RunMeters(PrometheusRegistry registry) {
        runs = histogram("leeward_run_duration_seconds", "From a run's start to its end.", "service", "kind", "ending")
                .register(registry);
        steps = histogram(
                        "leeward_run_step_duration_seconds",
                        "From the start of an attempt at a step to its end.",
                        "service",
                        "step",
                        "result")
                .register(registry);
        errors = Counter.builder()
                .name("leeward_provider_errors_total")
                .help("Calls to a target that did not come to what was wanted, by the problem's code.")
                .labelNames("target", "code")
                .withoutExemplars()
                .register(registry);
    }

    private static Histogram.Builder histogram(String name, String help, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(Durations.RUNS);
    }

    /** {@code before} is how the service stood before {@code event}. */
    void happened(ServiceState before, Instant at, Event.OfService event) {
        if (before.run().isEmpty()) return;
        var run = before.run().get();
        if (event instanceof Event.RunEnded ended) {
            runs.labelValues(before.service().value(), StateMeters.lower(run.kind()), StateMeters.lower(ended.ending()))
                    .observe(seconds(run.startedAt(), at));
        }
        if (event instanceof Event.StepEnded ended) {
            run.steps().stream()
                    .filter(step -> step.step().id().equals(ended.step()))
                    .forEach(step -> ended(before, at, step, ended.result()));
        }
    }

    private void ended(ServiceState before, Instant at, StepProgress step, StepResult result) {
        var kind = StateMeters.lower(step.step().kind());
        steps.labelValues(before.service().value(), kind, name(result)).observe(seconds(step.changedAt(), at));
        var target = step.step().target();
        problem(result).ifPresent(problem -> target.ifPresent(failed -> failed(failed, problem)));
    }

    void failed(TargetId target, Problem problem) {
        errors.labelValues(target.value(), StateMeters.lower(problem.code())).inc();
    }

    private static String name(StepResult result) {
        return switch (result) {
            case StepResult.Done _ -> "done";
            case StepResult.NotDone _ -> "not_done";
            case StepResult.Unclear _ -> "unclear";
        };
    }

    private static Optional<Problem> problem(StepResult result) {
        return switch (result) {
            case StepResult.Done _ -> Optional.empty();
            case StepResult.NotDone(Problem problem) -> Optional.of(problem);
            case StepResult.Unclear(Problem problem) -> Optional.of(problem);
        };
    }

    private static double seconds(Instant from, Instant to) {
        return Durations.seconds(Duration.between(from, to));
    }
}
