package dev.leeward.simulator.mutation;

import static dev.leeward.simulator.mutation.Replacement.givesBack;
import static dev.leeward.simulator.mutation.Replacement.givesNoTime;
import static dev.leeward.simulator.mutation.Replacement.givesNone;
import static dev.leeward.simulator.mutation.Replacement.isOverAndDone;
import static dev.leeward.simulator.mutation.Replacement.says;
import static dev.leeward.simulator.mutation.Replacement.saysDone;
import static dev.leeward.simulator.mutation.Replacement.saysNotDone;

import java.util.List;

/** What keeps a run, its steps and its calls from doing harm, and from never ending. */
final class RunGuards {
    private RunGuards() {}

    static List<Guard> all() {
        return List.of(
                driver("traffic is steered to a ready region only", "S5", "lacksReadyTarget", says(false)),
                Guard.of(
                        "looks from before the fault are no recheck",
                        "S5",
                        cut("runbook.Readiness", "isSeenSince", says(true))),
                aftermath("a failed recheck ends the run", "S5", "after", givesNone()),
                driver("a run does not wait for ever for a region that went down", "L3", "notReady", givesNone()),
                driver("what cannot succeed is not tried again", "S23", "isLasting", says(false)),
                driver("attempts have an end in time", "L3", "isTriedTooLong", says(false)),
                driver("an attempt that got lost does not hold the run", "L3 S12", "overdue", givesNone()),
                Guard.of(
                        "an attempt whose end nobody saw does not hold the run",
                        "L2 L3 S12",
                        cut("runbook.RunDriver", "overdue", givesNone()),
                        cut("journal.ServiceFold", "crashed", givesBack(0))),
                Guard.of(
                        "traffic goes where it was seen ready, in every way that is kept",
                        "S5 S7",
                        cut("health.RegionHealth", "isHealthy", says(true)),
                        cut("health.RegionHealth", "isSuspect", says(false)),
                        cut("runbook.RunDriver", "lacksReadyTarget", says(false)),
                        cut("control.StepScript", "judge", saysDone())),
                driver("what was not steered is not verified", "L2 L3", "neverSteered", givesNone()),
                aftermath("a planned move that failed half way is taken back", "L2", "isTakenBack", says(false)),
                aftermath("a failover is never steered back to the dead region", "S16 S5", "isTakenBack", says(true)),
                Guard.of(
                        "attempts keep their distance",
                        "S23",
                        cut("runbook.StepLimits", "backoffAfter", givesNoTime())),
                driver("a provider that asks to wait is obeyed", "S23", "askedToWait", givesNoTime()),
                Guard.of(
                        "what may have moved counts as moved",
                        "S8 S12",
                        cut("runbook.StepProgress", "mayHaveMoved", says(false))),
                Guard.of(
                        "a planned move waits until old answers ran out",
                        "S10",
                        cut("runbook.RunDriver", "isDrained", says(true))),
                Guard.of("a pause stops a run", "S15", cut("control.RunTurn", "allowed", says(true))),
                Guard.of(
                        "only the attempt that is awaited counts",
                        "S12 S13",
                        cut("control.RunTurn", "isAwaited", says(true))),
                Guard.of(
                        "a region is looked at before traffic goes there",
                        "S5 S14",
                        cut("control.StepScript", "judge", saysDone())),
                Guard.of(
                        "verified means that name servers were asked",
                        "S14",
                        cut("control.StepScript", "verify", isOverAndDone())),
                Guard.of(
                        "verified means that the region was looked at",
                        "S14",
                        cut("control.StepScript", "lookToo", isOverAndDone())),
                Guard.of(
                        "a change that was not answered may have been made",
                        "S13",
                        cut("control.StepScript", "perhaps", saysNotDone())),
                Guard.of("a lower epoch changes nothing", "S2", cut("steering.SafetyRules", "fenced", givesNone())),
                Guard.of("foreign edits are not fought", "S23", cut("steering.SafetyRules", "foreign", givesNone())),
                Guard.of(
                        "after a crash attempts in flight are unclear",
                        "S12 S13",
                        cut("journal.ServiceFold", "crashed", givesBack(0))),
                Guard.of(
                        "after half a move traffic is not where it was",
                        "S12 L2",
                        cut("journal.ServiceFold", "halfDone", givesBack(0))),
                Guard.of(
                        "runs that moved traffic are remembered longest",
                        "S8",
                        cut("journal.ServiceDraft", "leastTelling", says(0))));
    }

    private static Guard driver(String name, String serves, String method, Replacement instead) {
        return Guard.of(name, serves, cut("runbook.RunDriver", method, instead));
    }

    private static Guard aftermath(String name, String serves, String method, Replacement instead) {
        return Guard.of(name, serves, cut("runbook.Aftermath", method, instead));
    }

    private static Cut cut(String type, String method, Replacement instead) {
        return new Cut(type, method, instead);
    }
}
