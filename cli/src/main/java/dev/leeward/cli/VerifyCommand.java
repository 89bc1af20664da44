package dev.leeward.cli;

import dev.leeward.api.Spelling;
import dev.leeward.api.body.Lengths;
import dev.leeward.config.Configuration;
import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Replication;
import dev.leeward.region.RegionName;
import dev.leeward.repair.Rule;
import dev.leeward.secret.Environment;
import dev.leeward.verification.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leeward verify}. */
@Command(
        name = "verify",
        header = "Do all regions hold the same? Compares tables item by item, while they are written.",
        description = {
            "",
            "Reads each table once in every region, in parallel and within a rate, and looks again at what differs until it"
                    + " stands still: what is merely on its way is not called different. Numbers and sets are compared by"
                    + " value; Leeward's marker and attributes named aws:rep:* do not count. Nothing is changed without"
                    + " --repair, and then only what the plan shows.",
            "",
            "Exit code 0: equal, or made equal. 1: something differs. 2: the configuration or the usage has errors. 3:"
                    + " nothing was seen to differ, but not everything could be read.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  leeward verify stores.yaml",
            "  leeward verify stores.yaml --table orders --regions us-east,eu-central --output json",
            "  leeward verify stores.yaml --table orders --repair newer --dry-run",
            "  leeward verify stores.yaml --table orders --repair from=us-east --limit 50"
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private static final int LEAST_NAMED = 1000;
    private static final int MOST_SEGMENTS = 64;
    private static final int MOST_REPAIRS = 100_000;
    private static final String FROM = "from=";

    private final Surroundings surroundings;
    private final Ink ink;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile file = new ConfigFile();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ConfirmOption confirm = new ConfirmOption();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "Only this one. Default: all that are replicated between these regions.")
    private @Nullable String table;

    @Option(
            names = "--regions",
            paramLabel = "REGION",
            split = ",",
            description = "Two or more; the others are compared with the first. Default: all of the table.")
    private List<String> regions = new ArrayList<>();

    @Option(
            names = "--rate",
            paramLabel = "UNITS",
            defaultValue = "1000",
            description = "Read units per second and region; 1000 is about 8 MB/s. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--segments",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many parts of a region are read side by side. Default: ${DEFAULT-VALUE}.")
    private int segments;

    @Option(
            names = "--grace",
            paramLabel = "LENGTH",
            defaultValue = "10s",
            description =
                    "How long a difference has to stand still: longer than changes take to arrive. Default: ${DEFAULT-VALUE}.")
    private String grace = "10s";

    @Option(
            names = "--repair",
            paramLabel = "newer|from=REGION",
            description =
                    "Make regions alike: by the newer version, where Leeward replicates, or as one region has it. Shows the"
                            + " plan first and asks.")
    private @Nullable String repair;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many keys are repaired at most. Default: ${DEFAULT-VALUE}.")
    private int limit;

    VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.ink = Ink.of(surroundings);
    }

    @Override
    public Integer call() {
        Effort effort = effort();
        var path = file.path(surroundings.environment());
        var check = ConfigurationCheck.ofTables(path, Environment.of(surroundings.environment()));
        if (!check.errors().isEmpty())
            return Complaint.about(check.errors(), spec.commandLine().getErr(), ink);
        Declaration declaration =
                check.configuration().flatMap(Configuration::declaration).orElseThrow();
        List<DeclaredTable> tables = tables(declaration);
        Optional<Rule> rule = rule(tables);
        if (rule.isPresent() && confirm.cannotAsk(surroundings)) {
            throw usage("Nobody is here to be asked: give --yes to repair, or --dry-run to see the plan");
        }
        var run = new VerifyRun(declaration, effort, rule, limit, confirm, surroundings, spec.commandLine(), output);
        var results = new ArrayList<VerifyResult>();
        for (DeclaredTable one : tables) results.add(run.verify(one, regionsOf(one)));
        if (output.json()) OutputOption.print(spec.commandLine().getOut(), VerifyBody.of(results));
        return exit(results);
    }

    /** That something differs is a firm answer, whatever else could not be read. */
    private static int exit(List<VerifyResult> results) {
        if (results.stream().anyMatch(result -> result.exit() == Exit.NO)) return Exit.NO;
        return results.stream().allMatch(result -> result.exit() == Exit.FINE) ? Exit.FINE : Exit.FAILED;
    }

    private Effort effort() {
        if (!(rate > 0) || Double.isInfinite(rate)) throw usage("--rate takes read units per second, such as 500");
        if (segments < 1 || segments > MOST_SEGMENTS) throw usage("--segments takes 1 to " + MOST_SEGMENTS);
        if (limit < 1 || limit > MOST_REPAIRS) throw usage("--limit takes 1 to " + MOST_REPAIRS);
        var length = Lengths.parse(grace)
                .orElseThrow(() -> usage("'" + grace + "' is not a length of time: write it like 10s or 1m"));
        return Effort.usual()
                .withRate(rate)
                .withSegments(segments)
                .withGrace(length)
                .withListed(Math.max(limit, LEAST_NAMED));
    }

    private List<DeclaredTable> tables(Declaration declaration) {
        for (String region : regions) {
            var names = declaration.stores().stream()
                    .map(store -> store.region().value())
                    .toList();
            if (!names.contains(region)) {
                throw usage("There is no store in '" + region + "'" + Spelling.hint(region, names));
            }
        }
        if (regions.size() == 1) throw usage("--regions takes two or more, separated by commas");
        if (table != null) return List.of(named(table, declaration));
        var several = declaration.tables().stream()
                .filter(one -> !(one.replication() instanceof Replication.None))
                .filter(one -> regionsOf(one).size() >= 2)
                .toList();
        if (several.isEmpty())
            throw usage("There is no table that is replicated between these regions; name one with --table");
        return several;
    }

    private DeclaredTable named(String name, Declaration declaration) {
        var names = declaration.tables().stream().map(DeclaredTable::name).toList();
        DeclaredTable one = declaration
                .table(name)
                .orElseThrow(() -> usage("There is no table '" + name + "'" + Spelling.hint(name, names)));
        if (regionsOf(one).size() < 2) throw usage("The table " + name + " is in fewer than two of these regions");
        return one;
    }

    /** The regions in which a table is compared, in the order in which they were given. */
    private List<RegionName> regionsOf(DeclaredTable one) {
        if (regions.isEmpty()) return one.replicas();
        return regions.stream()
                .distinct()
                .map(RegionName::new)
                .filter(one.replicas()::contains)
                .toList();
    }

    private Optional<Rule> rule(List<DeclaredTable> tables) {
        if (repair == null) return Optional.empty();
        if (repair.equals("newer")) {
            for (DeclaredTable one : tables) {
                if (one.replication() instanceof Replication.Leeward leeward) {
                    if (leeward.stamp().isEmpty()) continue;
                    throw usage("Which item of " + one.name()
                            + " is newer, its stamp says, which a repair does not read:" + " use --repair from=REGION");
                }
                throw usage("Only where Leeward replicates is it known what is newer, and " + one.name()
                        + " is not replicated by it: use --repair from=REGION");
            }
            return Optional.of(new Rule.Newer());
        }
        if (!repair.startsWith(FROM)) throw usage("--repair takes newer or from=REGION, not '" + repair + "'");
        String region = repair.substring(FROM.length());
        for (DeclaredTable one : tables) {
            var names = regionsOf(one).stream().map(RegionName::value).toList();
            if (!names.contains(region)) {
                throw usage("'" + region + "' is none of the regions of " + one.name() + Spelling.hint(region, names));
            }
        }
        return Optional.of(new Rule.From(new RegionName(region)));
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence.endsWith("?") ? sentence : sentence + ".");
    }
}
