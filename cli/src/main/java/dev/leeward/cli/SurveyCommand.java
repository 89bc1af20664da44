package dev.leeward.cli;

import dev.leeward.api.Spelling;
import dev.leeward.api.body.Lengths;
import dev.leeward.config.Configuration;
import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.provision.Plan;
import dev.leeward.provision.Survey;
import dev.leeward.provision.WallTime;
import dev.leeward.provision.dynamodb.BesideTables;
import dev.leeward.provision.dynamodb.Stores;
import dev.leeward.secret.Environment;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share that look at tables: they read the file, open the stores and choose the tables. */
abstract class SurveyCommand implements Callable<Integer> {
    final Surroundings surroundings;
    final Ink ink;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile file = new ConfigFile();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--table", paramLabel = "TABLE", split = ",", description = "Only these. Default: all.")
    private List<String> wanted = new ArrayList<>();

    SurveyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.ink = Ink.of(surroundings);
    }

    /** Does it, and returns the exit code. */
    abstract int run(Declaration declaration, Stores stores);

    @Override
    public final Integer call() {
        var path = file.path(surroundings.environment());
        var check = ConfigurationCheck.ofTables(path, Environment.of(surroundings.environment()));
        var declaration = check.configuration().flatMap(Configuration::declaration);
        if (declaration.isEmpty()) {
            check.errors().forEach(err()::println);
            err().println("leeward: " + path + " cannot be used; `leeward check` says the same and more.");
            return Exit.USAGE;
        }
        try (var stores = Stores.open(declaration.get())) {
            return run(declaration.get(), stores);
        }
    }

    final List<String> wanted() {
        return List.copyOf(wanted);
    }

    /** The declared tables that are meant, with what Leeward needs beside them. */
    final List<DeclaredTable> tables(Declaration declaration) {
        List<DeclaredTable> all = BesideTables.all(declaration);
        List<String> names = all.stream().map(DeclaredTable::name).toList();
        for (String name : wanted) {
            if (names.contains(name)) continue;
            throw new ParameterException(
                    spec.commandLine(), "There is no table '" + name + "' in the file" + Spelling.hint(name, names));
        }
        return all.stream()
                .filter(table -> wanted.isEmpty() || wanted.contains(table.name()))
                .toList();
    }

    final List<Plan> plans(Declaration declaration, Stores stores) {
        var survey = new Survey(declaration, stores.tables(), new WallTime());
        return tables(declaration).stream().map(survey::plan).toList();
    }

    /** A length of time that an option gives. */
    final Duration length(String text) {
        return Lengths.parse(text)
                .filter(Duration::isPositive)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "'" + text + "' is not a length of time: write it like 30s or 1h."));
    }

    final boolean json() {
        return output.json();
    }

    final CommandSpec spec() {
        return spec;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    static boolean isBlind(List<Plan> plans) {
        return plans.stream().anyMatch(plan -> !plan.unseen().isEmpty());
    }

    static boolean isHindered(List<Plan> plans) {
        return plans.stream().anyMatch(plan -> !plan.hindrances().isEmpty());
    }
}
