package dev.leeward.cli;

import dev.leeward.config.Configuration;
import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.Key;
import dev.leeward.declared.Replication.Spread;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.replication.dynamodb.Replication;
import dev.leeward.replication.dynamodb.ReplicationPlan;
import dev.leeward.replication.dynamodb.Reports;
import dev.leeward.secret.Environment;
import dev.leeward.stream.dynamodb.Allotments;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leeward replicate}. */
@Command(
        name = "replicate",
        header = "Bring what applications write to tables into the other regions; until SIGTERM.",
        description = {
            "",
            "For the tables in `data` with `replication: leeward`. Several processes may run with the same file: one does the"
                    + " work, and another takes over when it dies; with `spread: kcl` they share it. What stood in a table"
                    + " before is brought, too.",
            "",
            "Exit code 0: stopped by a signal. 2: the configuration has errors, or there is nothing to replicate.",
            ""
        },
        footer = {"", "Example:", "  leeward replicate leeward.yaml"},
        mixinStandardHelpOptions = true)
final class ReplicateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile file = new ConfigFile();

    @Mixin
    private LogOption log = new LogOption();

    @Option(
            names = "--findings",
            paramLabel = "FILE",
            description =
                    "Append to FILE, as JSON lines, writes that arrive late, writes that were lost to later ones, writes"
                            + " where only copies belong, and, in the mode `stamped`, writes without a good stamp, with keys"
                            + " and contents.")
    private @Nullable Path findings;

    ReplicateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Path path = file.path(surroundings.environment());
        var check = ConfigurationCheck.ofTables(path, Environment.of(surroundings.environment()));
        Optional<Declaration> declaration = check.configuration().flatMap(Configuration::declaration);
        if (declaration.isEmpty()) {
            check.errors().forEach(err::println);
            err.println("leeward: " + path + " cannot be used; `leeward check` says the same and more.");
            return Exit.USAGE;
        }
        List<ReplicationPlan> plans = ReplicationPlan.of(declaration.get());
        if (plans.isEmpty()) {
            err.println("leeward: " + path + " has no table with `replication: leeward`.");
            return Exit.USAGE;
        }
        log.begin();
        try (var found = findings == null ? null : Findings.in(findings)) {
            return run(declaration.get(), plans, Optional.ofNullable(found));
        } catch (IOException e) {
            err.println("leeward: " + findings + " cannot be written: " + e.getMessage());
            return Exit.FAILED;
        }
    }

    private int run(Declaration declaration, List<ReplicationPlan> plans, Optional<Findings> found) {
        PrintWriter err = spec.commandLine().getErr();
        Function<ReplicationPlan, Reports> log = plan -> log(declaration, plan, found);
        if (plans.stream().noneMatch(plan -> plan.spread() == Spread.KCL)) return run(plans, Optional.empty(), log);
        return switch (KclFolder.load(surroundings.environment())) {
            case KclFolder.Loaded.No(String why) -> {
                err.println("leeward: " + why);
                yield Exit.USAGE;
            }
            case KclFolder.Loaded.Yes(Allotments allotments) -> run(plans, Optional.of(allotments), log);
        };
    }

    private static Reports log(Declaration declaration, ReplicationPlan plan, Optional<Findings> found) {
        Key key = declaration
                .table(plan.table())
                .orElseThrow(() -> new IllegalStateException("planned as declared"))
                .key();
        return new ReplicationLog(plan.table(), new KeyNames(key.partition(), key.sort()), found);
    }

    private static int run(
            List<ReplicationPlan> plans, Optional<Allotments> kcl, Function<ReplicationPlan, Reports> log) {
        // The process' own name, which no other one has, also after a restart.
        String me = UUID.randomUUID().toString();
        List<Replication> running =
                plans.stream().map(plan -> plan.start(me, kcl, log.apply(plan))).toList();
        var hook = new Thread(() -> close(running), "leeward-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new CountDownLatch(1).await();
            return Exit.FINE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Runtime.getRuntime().removeShutdownHook(hook);
            close(running);
            return Exit.FINE;
        }
    }

    private static void close(List<Replication> running) {
        running.forEach(Replication::close);
    }
}
