package dev.leeward.simulator.mutation;

import static dev.leeward.simulator.mutation.Replacement.does;
import static dev.leeward.simulator.mutation.Replacement.givesNoTime;
import static dev.leeward.simulator.mutation.Replacement.holds;
import static dev.leeward.simulator.mutation.Replacement.says;

import dev.leeward.decision.Rule;
import java.util.List;

/** What keeps a decision from being made. */
final class DecisionGuards {
    private DecisionGuards() {}

    static List<Guard> all() {
        return List.of(
                rule("no automatic move while a run is under way", "S8 S12 S16", "noRunButPlanned", Rule.NO_RUN),
                rule(
                        "no failback, settling or planned order while a run is under way",
                        "S8 S12 S16",
                        "noRun",
                        Rule.NO_RUN),
                Guard.of(
                        "a planned move gives way to a failover", "L1", cut("Rules", "noRunButPlanned", does("noRun"))),
                rule("a pause stops decisions", "S15", "notPaused", Rule.NOT_PAUSED),
                rule("a node that has just started looks first", "S6 S18", "warmedUp", Rule.WARMED_UP),
                rule(
                        "a person may not fail over from a healthy region",
                        "S16",
                        "activeUnhealthy",
                        Rule.ACTIVE_UNHEALTHY),
                Guard.of(
                        "not seen is not down",
                        "S6",
                        cut("DecisionEngine", "unseen", does("failover")),
                        cut("Rules", "activeUnhealthy", holds(Rule.ACTIVE_UNHEALTHY))),
                rule("a planned move leaves a healthy region only", "S10 S5", "activeHealthy", Rule.ACTIVE_HEALTHY),
                rule("the region that takes over is ready", "S5", "targetReady", Rule.TARGET_READY),
                rule(
                        "the newest look at the region that takes over was answered",
                        "S5",
                        "targetUnsuspected",
                        Rule.TARGET_READY),
                rule("nobody is woken for a moment without sight", "S7", "seen", Rule.OBSERVERS_SEE),
                rule("the mode says who decides on a failover", "S15", "mode", Rule.MODE_AUTOMATIC),
                Guard.of(
                        "the mode says who decides on a failback",
                        "S9 S15",
                        new Cut("decision.DecisionEngine", "failbackMode", holds(Rule.MODE_AUTOMATIC))),
                rule("dwell between automatic moves", "S8", "dwell", Rule.DWELL),
                Guard.of(
                        "runs that change nothing are begun ever more seldom",
                        "S8",
                        cut("Rules", "afterAborts", givesNoTime())),
                rule("budget of automatic moves", "S8", "budget", Rule.BUDGET),
                Guard.of("limit on data loss", "S11", cut("CopyRules", "loss", holds(Rule.DATA_LOSS))),
                Guard.of(
                        "no failback without proof that the data converged",
                        "S9",
                        cut("CopyRules", "converged", holds(Rule.CONVERGED))),
                rule("a failback leaves another region than home", "S16", "awayFromHome", Rule.AWAY_FROM_HOME),
                rule("no failback before home was stable", "S9", "homeStable", Rule.HOME_STABLE),
                rule("only a move out of home is undone without asking", "S18 S20", "leftHome", Rule.LEFT_HOME),
                rule("maintenance window", "S25", "windowOpen", Rule.WINDOW_OPEN),
                Guard.of(
                        "TTLs come back only after traffic has stayed",
                        "S8 S18",
                        cut("DecisionEngine", "isSettled", says(true))),
                Guard.of(
                        "nothing is taken back on evidence that is still coming in",
                        "S7",
                        cut("DecisionEngine", "isProvisional", says(false))),
                Guard.of(
                        "an order moves traffic to another region, which is ready",
                        "S5 S16",
                        cut("OrderDecision", "targetElsewhere", holds(Rule.TARGET_READY))),
                Guard.of("some rules cannot be overridden", "S15 S16", cut("Rule", "overridable", says(true))));
    }

    private static Guard rule(String name, String serves, String method, Rule rule) {
        return Guard.of(name, serves, cut("Rules", method, holds(rule)));
    }

    private static Cut cut(String type, String method, Replacement instead) {
        return new Cut("decision." + type, method, instead);
    }
}
