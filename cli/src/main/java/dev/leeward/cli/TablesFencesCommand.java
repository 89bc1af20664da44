package dev.leeward.cli;

import dev.leeward.declared.Declaration;
import dev.leeward.fencing.FencePolicy;
import dev.leeward.fencing.dynamodb.TableFence;
import dev.leeward.provision.WallTime;
import dev.leeward.provision.dynamodb.Stores;
import dev.leeward.table.Looked;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code leeward tables fences}. */
@Command(
        name = "fences",
        header = "Show which tables are fenced, in every region.",
        description = {
            "",
            "Exit code 0: none is. 1: some are. 2: the configuration has errors. 3: a store could not be looked at.",
            ""
        },
        footer = {"", "Example:", "  leeward tables fences leeward.yaml"},
        mixinStandardHelpOptions = true)
final class TablesFencesCommand extends SurveyCommand {
    TablesFencesCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(Declaration declaration, Stores stores) {
        tables(declaration);
        List<FenceLine> lines = new ArrayList<>();
        for (var table : declaration.tables()) {
            if (!wanted().isEmpty() && !wanted().contains(table.name())) continue;
            for (var region : table.replicas()) {
                var fence = new TableFence(stores.store(region), table.name(), new WallTime());
                lines.add(
                        switch (fence.standing()) {
                            case Looked.Seen<FencePolicy>(var policy) ->
                                new FenceLine(
                                        table.name(),
                                        region.value(),
                                        policy.epoch().value(),
                                        "");
                            case Looked.Unseen<FencePolicy>(var problem) ->
                                new FenceLine(table.name(), region.value(), 0, problem.sentence());
                        });
            }
        }
        if (json()) OutputOption.print(out(), lines);
        else lines.forEach(line -> out().println(line.text(ink)));
        out().flush();
        if (lines.stream().anyMatch(line -> !line.unknown().isEmpty())) return Exit.FAILED;
        return lines.stream().anyMatch(line -> line.epoch() > 0) ? Exit.NO : Exit.FINE;
    }

    /**
     * A table in a region.
     *
     * @param epoch of the fence; 0: none stands
     * @param unknown why nobody knows; empty where it is known
     */
    record FenceLine(String table, String region, long epoch, String unknown) {
        String text(Ink ink) {
            String state = unknown.isEmpty()
                    ? epoch == 0 ? "open" : ink.doubtful("fenced") + " with epoch " + epoch
                    : ink.bad("unknown") + ": " + unknown;
            return table + " in " + region + ": " + state;
        }
    }
}
