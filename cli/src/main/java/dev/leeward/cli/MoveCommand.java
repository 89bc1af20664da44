package dev.leeward.cli;

import dev.leeward.api.Rules;
import dev.leeward.api.Spelling;
import dev.leeward.api.body.OrderBody;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Orders that move traffic. */
abstract class MoveCommand extends OrderCommand {
    private final String kind;

    @Option(names = "--why", paramLabel = "TEXT", description = "For the journal.")
    private @Nullable String why;

    @Option(
            names = "--force",
            paramLabel = "RULE",
            split = ",",
            completionCandidates = Overridable.class,
            description =
                    "Override these rules; journaled under your name. Possible: ${COMPLETION-CANDIDATES}. Rules that protect"
                            + " traffic cannot be overridden.")
    private List<String> force = new ArrayList<>();

    MoveCommand(Surroundings surroundings, String kind) {
        super(surroundings);
        this.kind = kind;
    }

    /** Where to, where a person may say so. */
    Optional<String> to() {
        return Optional.empty();
    }

    @Override
    final OrderBody order(boolean dryRun) {
        force.forEach(this::check);
        return new OrderBody(kind, to(), List.copyOf(force), Optional.empty(), Optional.ofNullable(why), dryRun);
    }

    private void check(String rule) {
        if (Rules.overridable().contains(rule)) return;
        var possible = String.join(", ", Rules.overridable());
        throw new ParameterException(
                spec().commandLine(),
                Rules.names().contains(rule)
                        ? "The rule '" + rule + "' protects traffic and cannot be overridden. These can: " + possible
                                + "."
                        : "'" + rule + "' is not a rule" + Spelling.hint(rule, Rules.overridable())
                                + " These can be overridden: " + possible + ".");
    }

    /** The rules that can be forced, for help and completion. */
    static final class Overridable implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Rules.overridable().iterator();
        }
    }

    /** {@code leeward failover}. */
    @Command(
            name = "failover",
            header = "Move traffic away from a region that has failed.",
            description = {
                "",
                "For an unplanned move: the active region must be unhealthy and the target healthy, on fresh evidence. To"
                        + " leave a healthy region, use `leeward switchover`.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  leeward failover shop --dry-run",
                "  leeward failover shop --to eu-central --force dwell,budget --why \"confirmed by the provider\"",
                "  leeward failover shop --to eu-central --offline --why \"etcd is lost with us-east\""
            },
            mixinStandardHelpOptions = true)
    static final class Failover extends MoveCommand {
        @Option(names = "--to", paramLabel = "REGION", description = "Where to. Default: the best ready region.")
        private @Nullable String to;

        Failover(Surroundings surroundings) {
            super(surroundings, "failover");
        }

        @Option(
                names = "--offline",
                description =
                        "Break glass: etcd cannot be reached, and no node leads. Moves from this machine, from the copy of"
                                + " the journal that its node kept. Needs --to.")
        private boolean offline;

        @Mixin
        private ConfigOption config = new ConfigOption();

        @Override
        Optional<String> to() {
            return Optional.ofNullable(to);
        }

        @Override
        OptionalInt withoutNode() {
            if (!offline) return OptionalInt.empty();
            if (to == null) {
                throw new ParameterException(
                        spec().commandLine(),
                        "Say where to: --offline needs --to REGION, since nobody chooses for you.");
            }
            var glass = new OfflineMove(surroundings, out(), err(), ink);
            return OptionalInt.of(
                    glass.run(config.path(surroundings.environment()), service(), to, order(true), confirm()));
        }
    }

    /** {@code leeward switchover}. */
    @Command(
            name = "switchover",
            header = "Move traffic between healthy regions, as planned.",
            description = {
                "",
                "Lowers the TTL first and waits until the longer one has run out of caches; a move that cannot be completed"
                        + " is taken back.",
                ""
            },
            footer = {"", "Example:", "  leeward switchover shop --to eu-central --why \"kernel upgrade\""},
            mixinStandardHelpOptions = true)
    static final class Switchover extends MoveCommand {
        @Option(names = "--to", paramLabel = "REGION", description = "Where to. Default: the best ready region.")
        private @Nullable String to;

        Switchover(Surroundings surroundings) {
            super(surroundings, "switchover");
        }

        @Override
        Optional<String> to() {
            return Optional.ofNullable(to);
        }
    }

    /** {@code leeward failback}. */
    @Command(
            name = "failback",
            header = "Bring traffic home.",
            description = {
                "",
                "Home must have been stable long enough, its data caught up, and the maintenance window be open.",
                ""
            },
            footer = {"", "Example:", "  leeward failback shop --force window-open"},
            mixinStandardHelpOptions = true)
    static final class Failback extends MoveCommand {
        Failback(Surroundings surroundings) {
            super(surroundings, "failback");
        }
    }
}
