package dev.leeward.cli;

import dev.leeward.config.load.TableText;
import dev.leeward.declared.Declaration;
import dev.leeward.provision.Imported;
import dev.leeward.provision.ObservedTable;
import dev.leeward.provision.Survey;
import dev.leeward.provision.Tables;
import dev.leeward.provision.WallTime;
import dev.leeward.provision.dynamodb.BesideTables;
import dev.leeward.provision.dynamodb.Stores;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;

/** {@code leeward tables import}. */
@Command(
        name = "import",
        header = "Write the tables that stand as they would be declared.",
        description = {
            "",
            "Reads `data.stores` from the configuration, looks at all tables there but Leeward's own, and prints"
                    + " `tables:` for it. Regions that differ, and what cannot be declared, stand there as comments."
                    + " Changes nothing.",
            "",
            "Exit code 0: written. 1: there is no such table. 2: the configuration has errors. 3: a store could not be"
                    + " looked at.",
            ""
        },
        footer = {"", "Example:", "  leeward tables import leeward.yaml --table orders >> tables.yaml"},
        mixinStandardHelpOptions = true)
final class TablesImportCommand extends SurveyCommand {
    TablesImportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(Declaration declaration, Stores stores) {
        SortedSet<String> names = new TreeSet<>(wanted());
        if (names.isEmpty() && !listed(stores, names)) return Exit.FAILED;
        if (wanted().isEmpty()) names.removeIf(BesideTables::isBeside);
        var survey = new Survey(declaration, stores.tables(), new WallTime());
        List<Imported> imported = new ArrayList<>();
        for (String name : names) {
            Map<RegionName, ObservedTable> found = new LinkedHashMap<>();
            for (var each : survey.look(name).entrySet()) {
                switch (each.getValue()) {
                    case Looked.Seen<Optional<ObservedTable>>(var table) ->
                        table.ifPresent(there -> found.put(each.getKey(), there));
                    case Looked.Unseen<Optional<ObservedTable>>(var problem) -> {
                        err().println(ink.bad("leeward: ") + each.getKey() + ": " + problem.sentence());
                        return Exit.FAILED;
                    }
                }
            }
            if (found.isEmpty()) {
                err().println(ink.bad("leeward: ") + "there is no table " + name + " in any store");
                return Exit.NO;
            }
            imported.add(Imported.of(name, found, declaration));
        }
        if (json())
            OutputOption.print(out(), imported.stream().map(ImportBody::of).toList());
        else print(imported);
        return Exit.FINE;
    }

    private boolean listed(Stores stores, SortedSet<String> names) {
        for (Map.Entry<RegionName, Tables> each : stores.tables().entrySet()) {
            switch (each.getValue().names()) {
                case Looked.Seen<List<String>>(var some) -> names.addAll(some);
                case Looked.Unseen<List<String>>(var problem) -> {
                    err().println(ink.bad("leeward: ") + each.getKey() + ": " + problem.sentence());
                    return false;
                }
            }
        }
        return true;
    }

    private void print(List<Imported> imported) {
        out().println("data:");
        out().println("  tables:" + (imported.isEmpty() ? " {}" : ""));
        for (Imported each : imported) {
            each.remarks()
                    .forEach(words -> out().println("    # " + each.table().name() + ": " + words));
            TableText.lines(each.table()).forEach(line -> out().println("    " + line));
        }
        out().flush();
    }

    /** What is said to programs: the declaration as text, and what to look at. */
    record ImportBody(String table, String yaml, List<String> remarks) {
        static ImportBody of(Imported imported) {
            return new ImportBody(
                    imported.table().name(),
                    String.join("\n", TableText.lines(imported.table())) + "\n",
                    imported.remarks());
        }
    }
}
