package dev.leeward.cli;

import dev.leeward.dynamodb.KeyNames;
import dev.leeward.fault.Problem;
import dev.leeward.repair.Outcome;
import dev.leeward.repair.Plan;
import dev.leeward.repair.Repair;
import dev.leeward.verification.Report;
import java.util.List;
import java.util.Optional;

/** What came of one table. */
sealed interface VerifyResult {
    String table();

    /** The exit code that it stands for. */
    int exit();

    /** It could not even be begun. */
    record Failed(String table, Problem problem) implements VerifyResult {
        @Override
        public int exit() {
            return Exit.FAILED;
        }
    }

    /**
     * It was compared, and perhaps repaired.
     *
     * @param aside what replication has put aside
     * @param plan what was planned, if a repair was asked for
     * @param done what was carried out
     */
    record Compared(String table, KeyNames keys, Report report, SetAside aside, Optional<Plan> plan, List<Done> done)
            implements VerifyResult {
        @Override
        public int exit() {
            return switch (report.verdict()) {
                case EQUAL -> Exit.FINE;
                case UNKNOWN -> Exit.FAILED;
                case DIFFERENT -> isRepaired() ? Exit.FINE : Exit.NO;
            };
        }

        /** Whether nothing is left that differed. */
        boolean isRepaired() {
            return report.isComplete()
                    && report.found() == report.differences().size()
                    && plan.filter(planned -> planned.left().isEmpty()
                                    && planned.unread().isEmpty()
                                    && planned.beyond() == 0
                                    && planned.repairs().size() == done.size())
                            .isPresent()
                    && done.stream().allMatch(one -> one.outcome() instanceof Outcome.Repaired);
        }
    }

    /** A repair that was carried out. */
    record Done(Repair repair, Outcome outcome) {}
}
