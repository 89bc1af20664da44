package dev.leeward.control;

import dev.leeward.region.ServiceName;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.Step;
import dev.leeward.service.Service;
import java.time.Duration;
import java.time.Instant;

/** What the control loop wants done in the world. It is handed out only once its intent is durable. */
public sealed interface Effect {
    /** Which service it is for. */
    ServiceName name();

    /** Attempt {@code step} of {@code run}, and report {@link Input.StepReturned} within {@code limit}. */
    record Attempt(Service service, RunbookRun run, Step step, int attempt, Duration limit) implements Effect {
        @Override
        public ServiceName name() {
            return service.name();
        }
    }

    /** Read all targets of {@code service}, and report {@link Input.Surveyed}, begun at {@code begunAt}. */
    record Survey(Service service, Instant begunAt) implements Effect {
        @Override
        public ServiceName name() {
            return service.name();
        }
    }
}
