package dev.leeward.simulator.mutation;

import static dev.leeward.simulator.mutation.Replacement.doesNothing;
import static dev.leeward.simulator.mutation.Replacement.givesBack;
import static dev.leeward.simulator.mutation.Replacement.says;

import java.util.List;

/** What keeps a verdict from being wrong, and a good verdict from being taken for more than it is. */
final class HealthGuards {
    private HealthGuards() {}

    static List<Guard> all() {
        return List.of(
                Guard.of(
                        "a verdict is no promise: suspicion counts",
                        "S5",
                        cut("RegionHealth", "isSuspect", says(false))),
                Guard.of(
                        "traffic goes to a healthy region only", "S5 S7", cut("RegionHealth", "isHealthy", says(true))),
                Guard.of("old evidence is no evidence", "S5 S6", cut("RegionVote", "isStale", says(false))),
                Guard.of(
                        "an observer that sees nothing is blind", "S6 S17", cut("VantageView", "isBlind", says(false))),
                Guard.of("a look that began blind says nothing", "S6", cut("VantageView", "beganBlind", says(false))),
                Guard.of("failures seen blind are forgotten", "S6", cut("VantageView", "settleSight", doesNothing())),
                Guard.of("down takes proof of sight", "S6", cut("RegionVote", "sightProven", says(true))),
                Guard.of(
                        "blindness, in every way it is kept from counting",
                        "S6 S17",
                        cut("VantageView", "isBlind", says(false)),
                        cut("VantageView", "beganBlind", says(false)),
                        cut("VantageView", "settleSight", doesNothing()),
                        cut("RegionVote", "sightProven", says(true))),
                Guard.of("several vantage points must agree", "S6", cut("ServiceHealth", "needed", says(1))),
                Guard.of(
                        "who sees most services well nowhere is suspected itself",
                        "S6 S17",
                        cut("Suspicions", "isTooMuch", says(false))),
                Guard.of("only those have a vote who are asked", "S6", cut("ServiceHealth", "counts", says(true))),
                Guard.of("one failure is a hiccup", "S6 S8", cut("Damping", "isFull", says(true))),
                Guard.of("failures add up across successes", "L1", cut("Damping", "isLongEnoughToForget", says(true))),
                Guard.of(
                        "a region that failed earns its health back",
                        "S8 S9",
                        cut("Damping", "isRecovered", says(true))),
                Guard.of(
                        "after a long silence healthy is not known any more",
                        "S5",
                        cut("Damping", "afterGap", givesBack(0))),
                Guard.of("a late look does not speak for the present", "S5", cut("Damping", "isLate", says(false))),
                Guard.of("the look that began last is the newest", "S5", cut("VantageView", "younger", givesBack(1))));
    }

    private static Cut cut(String type, String method, Replacement instead) {
        return new Cut("health." + type, method, instead);
    }
}
