package dev.leeward.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Nothing is changed before a person has seen the plan and said yes, here or beforehand. */
final class ConfirmOption {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Only show what would happen.")
    private boolean dryRun;

    boolean yes() {
        return yes;
    }

    boolean dryRun() {
        return dryRun;
    }

    /** Whether there is nobody to ask and no yes beforehand. */
    boolean cannotAsk(Surroundings surroundings) {
        return !yes && !dryRun && !surroundings.terminal();
    }

    /** Whether to go on. Asks on {@code err}, so that output stays clean. */
    boolean confirmed(Surroundings surroundings, PrintWriter err) {
        if (yes) return true;
        err.print("Carry this out? [y/N] ");
        err.flush();
        try {
            var answer = surroundings.answers().readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException terminalGone) {
            return false;
        }
    }
}
