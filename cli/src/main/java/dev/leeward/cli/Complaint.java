package dev.leeward.cli;

import dev.leeward.api.body.ProblemBody;
import dev.leeward.config.source.Remark;
import dev.leeward.fault.FaultCode;
import java.io.PrintWriter;
import java.util.List;

/** Says on standard error what is in the way, and which exit code that is. */
final class Complaint {
    private Complaint() {}

    /** Says what the node refused, rule by rule and error by error. */
    static int about(ProblemBody problem, PrintWriter err, Ink ink) {
        err.println(ink.bad("leeward: ") + problem.detail() + hint(problem));
        for (var fault : problem.errors()) {
            err.println("  " + fault.pointer().map(at -> at + ": ").orElse("") + fault.detail());
        }
        RuleLines.print(problem.rules(), "  ", err, ink);
        err.flush();
        return exit(problem);
    }

    /** Says what is wrong with a file, every mistake with its place. */
    static int about(List<Remark> remarks, PrintWriter err, Ink ink) {
        for (var remark : remarks) {
            err.println(ink.bad("error: ") + remark.headline());
            remark.frame().ifPresent(err::println);
        }
        err.flush();
        return Exit.USAGE;
    }

    /** Says that nobody answered. */
    static int about(Said.Silence<?> silence, PrintWriter err, Ink ink) {
        err.println(ink.bad("leeward: ") + silence.sentence());
        err.flush();
        return Exit.FAILED;
    }

    private static String hint(ProblemBody problem) {
        return problem.code().equals(FaultCode.UNAUTHENTICATED.name()) ? " (from --token-file or LEEWARD_TOKEN)" : "";
    }

    private static int exit(ProblemBody problem) {
        return switch (problem.status()) {
            case 409 -> Exit.NO;
            case 400, 404, 422 -> Exit.USAGE;
            default -> Exit.FAILED;
        };
    }
}
