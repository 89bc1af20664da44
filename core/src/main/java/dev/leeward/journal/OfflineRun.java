package dev.leeward.journal;

import dev.leeward.decision.Reason;
import dev.leeward.decision.RunKind;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.Step;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepProgress;
import dev.leeward.runbook.StepResult;
import dev.leeward.runbook.StepTrigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was moved offline, as a run of the past: the dwell counts from when it was brought in, and its short TTL is restored
 * once that has settled.
 */
final class OfflineRun {
    private OfflineRun() {}

    static RunbookRun of(Event.BroughtIn event, RegionName from, RegionName to, Instant at) {
        var moved = StepProgress.waiting(new Step(new StepId("offline"), StepKind.STEER, 0, Optional.empty()), at)
                .after(StepTrigger.START, at, Optional.empty())
                .after(StepTrigger.DONE, at, Optional.of(new StepResult.Done(event.summary())));
        return new RunbookRun(
                RunId.of(event.service(), event.epoch()),
                RunKind.FAILOVER,
                from,
                to,
                event.epoch(),
                false,
                Set.of(),
                Optional.empty(),
                new Reason(event.summary(), List.of()),
                at,
                List.of(moved),
                Optional.empty(),
                Optional.of(Ending.SUCCEEDED),
                Optional.of(at));
    }
}
