package dev.leeward.cli;

import dev.leeward.declared.Replication;
import dev.leeward.fencing.Proof;
import dev.leeward.fencing.dynamodb.WriteTrial;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code leeward tables fence}. */
@Command(
        name = "fence",
        header = "Let nobody write to the tables of a region that traffic has left.",
        description = {
            "",
            "Puts a statement into the resource policy of each declared table there that denies writing to everybody,"
                    + " but to DynamoDB's own replication and to those who are exempt. What others have put into the"
                    + " policy stays. It is read back, and then tried with a write that can change nothing: only when"
                    + " this node could write before and is denied now, the fence is called proven.",
            "",
            "Exit code 0: fenced. 1: nobody said yes. 2: the configuration has errors. 3: some table is not fenced, or"
                    + " nobody knows.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  leeward tables fence us-east",
            "  leeward tables fence us-east leeward.yaml --exempt arn:aws:iam::123456789012:role/leeward-replicate -y"
        },
        mixinStandardHelpOptions = true)
final class TablesFenceCommand extends FenceCommand {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Option(
            names = "--exempt",
            paramLabel = "ARN",
            split = ",",
            description = "Roles or users that may write all the same: that of `leeward replicate`, else what the other"
                    + " regions write does not get there.")
    private List<String> exempt = new ArrayList<>();

    TablesFenceCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    String intent(Target target) {
        boolean replicated = target.table().replication() instanceof Replication.Leeward;
        return "fence " + target.table().name() + (target.policy().epoch().equals(Epoch.NONE) ? "" : " again")
                + (replicated && exempt.isEmpty() ? ", also against `leeward replicate`, which is not exempt" : "");
    }

    @Override
    Epoch usual(Epoch latest) {
        return latest.next();
    }

    @Override
    boolean act(Target target, Epoch epoch, Duration limit) {
        var end = Instant.now().plus(limit);
        var trial = new WriteTrial(target.store(), target.table().name());
        var before = trial.make();
        return switch (target.fence().raise(epoch, exempt, limit)) {
            case Outcome.Applied _ -> proven(target, trial, before, epoch, end);
            case Outcome.Untouched(var problem) -> told(target, false, "not fenced: " + problem.sentence());
            case Outcome.Unknown(var problem) -> told(target, false, "nobody knows: " + problem.sentence());
        };
    }

    private boolean proven(Target target, WriteTrial trial, Proof before, Epoch epoch, Instant end) {
        String fenced = "fenced with epoch " + epoch;
        if (!(before instanceof Proof.Allowed)) {
            return told(target, true, fenced + "; whether it holds cannot be tried, since " + why(before));
        }
        while (true) {
            switch (trial.make()) {
                case Proof.Denied() -> {
                    return told(target, true, fenced + " and proven: writing is denied");
                }
                case Proof.None(String why) -> {
                    return told(target, true, fenced + "; whether it holds could not be tried: " + why);
                }
                case Proof.Allowed() -> {
                    if (Instant.now().plus(PAUSE).isAfter(end) || !paused()) {
                        return told(target, false, fenced + ", and this node can write all the same");
                    }
                }
            }
        }
    }

    private static String why(Proof before) {
        return switch (before) {
            case Proof.None(String why) -> why;
            case Proof.Denied() -> "this node could not write before either";
            case Proof.Allowed() -> "";
        };
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
