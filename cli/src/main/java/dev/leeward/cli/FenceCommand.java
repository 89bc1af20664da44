package dev.leeward.cli;

import dev.leeward.api.Spelling;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.dynamodb.Store;
import dev.leeward.fencing.FencePolicy;
import dev.leeward.fencing.dynamodb.TableFence;
import dev.leeward.provision.WallTime;
import dev.leeward.provision.dynamodb.Stores;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Epoch;
import dev.leeward.table.Looked;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What raising fences and taking them down have in common: they look first, show it, ask, and do it table by table. */
abstract class FenceCommand extends SurveyCommand {
    @Parameters(paramLabel = "REGION", index = "0", description = "The region whose tables are meant.")
    private String region = "";

    @Option(
            names = "--epoch",
            paramLabel = "N",
            description = "Of whom it is done: never against a fence of a later one. Default: that of the fence, or"
                    + " the next one.")
    private long epoch;

    @Option(
            names = "--wait",
            paramLabel = "LENGTH",
            defaultValue = "1m",
            description = "How long each table may take. Default: ${DEFAULT-VALUE}.")
    private String wait = "1m";

    @Mixin
    private ConfirmOption confirm = new ConfirmOption();

    private final List<Result> results = new ArrayList<>();

    FenceCommand(Surroundings surroundings) {
        super(surroundings);
    }

    /** What came of a table, for programs. */
    record Result(String table, boolean done, String words) {}

    /** The fence around a table, and the policy that it stands in or stood in. */
    record Target(DeclaredTable table, Store store, TableFence fence, FencePolicy policy) {}

    /** What would be done, for the person who is asked. */
    abstract String intent(Target target);

    /** Does it, tells of it, and returns whether it was done. */
    abstract boolean act(Target target, Epoch epoch, Duration limit);

    /** The epoch for fences of which {@code latest} is the latest. */
    abstract Epoch usual(Epoch latest);

    @Override
    final int run(Declaration declaration, Stores stores) {
        var name = region(declaration);
        var limit = length(wait);
        if (epoch < 0) throw new ParameterException(spec().commandLine(), "--epoch is 1 or more.");
        if (confirm.cannotAsk(surroundings)) {
            err().println("leeward: There is no terminal to ask on: say --yes to carry it out, or --dry-run to see what"
                    + " would happen.");
            return Exit.USAGE;
        }
        Map<String, Target> targets = targets(declaration, stores, name);
        if (targets.isEmpty()) return Exit.FAILED;
        var latest = targets.values().stream()
                .map(target -> target.policy().last().epoch())
                .max(Epoch::compareTo)
                .orElse(Epoch.NONE);
        var chosen = epoch == 0 ? usual(latest) : new Epoch(epoch);
        targets.values().forEach(target -> people().println("  " + intent(target) + " in " + name));
        people().flush();
        if (confirm.dryRun()) return nothing("this was a dry run", Exit.FINE);
        if (!confirm.confirmed(surroundings, err())) return nothing("nobody said yes", Exit.NO);
        boolean all = true;
        for (var target : targets.values()) all &= act(target, chosen, limit);
        finish();
        return all ? Exit.FINE : Exit.FAILED;
    }

    private RegionName region(Declaration declaration) {
        List<String> names = declaration.stores().stream()
                .map(store -> store.region().value())
                .toList();
        if (names.contains(region)) return new RegionName(region);
        throw new ParameterException(
                spec().commandLine(),
                "There is no store of '" + region + "' in the file" + Spelling.hint(region, names));
    }

    /** What stands of each table there; none at all where one could not be looked at. */
    private Map<String, Target> targets(Declaration declaration, Stores stores, RegionName name) {
        Map<String, Target> targets = new LinkedHashMap<>();
        tables(declaration);
        for (var table : declaration.tables()) {
            boolean meant = wanted().isEmpty() || wanted().contains(table.name());
            if (!meant || !table.replicas().contains(name)) continue;
            var store = stores.store(name);
            var fence = new TableFence(store, table.name(), new WallTime());
            switch (fence.standing()) {
                case Looked.Seen<FencePolicy>(var policy) ->
                    targets.put(table.name(), new Target(table, store, fence, policy));
                case Looked.Unseen<FencePolicy>(var problem) -> {
                    err().println(ink.bad("leeward: ") + table.name() + ": " + problem.sentence());
                    return Map.of();
                }
            }
        }
        if (targets.isEmpty()) err().println(ink.bad("leeward: ") + "no table is declared in " + name);
        return targets;
    }

    private int nothing(String why, int code) {
        people().println("Nothing was done: " + why + ".");
        finish();
        return code;
    }

    /** Says what came of a table. */
    final boolean told(Target target, boolean done, String words) {
        String table = target.table().name();
        results.add(new Result(table, done, words));
        people().println((done ? ink.good("done") : ink.bad("not done")) + ": " + table + ": " + words);
        return done;
    }

    /** Where people read: standard output belongs to JSON where that is asked for. */
    private PrintWriter people() {
        return json() ? err() : out();
    }

    private void finish() {
        people().flush();
        if (json()) OutputOption.print(out(), results);
    }
}
