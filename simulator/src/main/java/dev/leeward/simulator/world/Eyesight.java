package dev.leeward.simulator.world;

import dev.leeward.probe.Check;
import dev.leeward.simulator.trace.Condition;

/** What a kind of check can see. Programs and name servers of a region are taken to know how it is. */
final class Eyesight {
    private Eyesight() {}

    /** Whether a look by {@code check} can tell {@code condition} from a region that is well. */
    static boolean sees(Check check, Condition condition) {
        return switch (check) {
            case Check.Http http -> condition != Condition.WRONG || readsAnswers(http.expect());
            case Check.Tcp _, Check.NodeBalancer _ -> condition == Condition.DEAD;
            case Check.Tls _, Check.Store _ -> condition == Condition.DEAD || condition == Condition.HUNG;
            case Check.Dns _, Check.Command _, Check.Flow _ -> true;
            // Nobody else watches here.
            case Check.Signal _, Check.Alarms _ -> false;
        };
    }

    /** A status alone does not tell a wrong answer from a right one. */
    private static boolean readsAnswers(Check.Expectation expected) {
        return expected.bodyMatches().isPresent()
                || !expected.json().isEmpty()
                || !expected.headers().isEmpty();
    }
}
