package dev.leeward.cli;

import dev.leeward.api.body.Lengths;
import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.config.load.ScenarioCheck;
import dev.leeward.config.source.Remark;
import dev.leeward.service.Topology;
import dev.leeward.simulator.forecast.Outlook;
import dev.leeward.simulator.forecast.Story;
import dev.leeward.simulator.forecast.Study;
import dev.leeward.simulator.forecast.Subject;
import dev.leeward.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
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

/** {@code leeward simulate}. */
@Command(
        name = "simulate",
        header = "What would this configuration do? Plays disasters against it in virtual time.",
        description = {
            "",
            "Runs the production control loop with the services of a configuration in a simulated world, once per seed:"
                    + " the moment of the fault, latencies and how fast providers are vary. Touches nothing outside, needs"
                    + " no secrets, and gives the same answer to the same question.",
            "",
            "Exit code 0: every seed went as promised (moved or asked when due, no false failover, every run succeeded)."
                    + " 1: some did not. 2: the configuration, a scenario or the usage has errors.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  leeward simulate shop.yaml",
            "  leeward simulate shop.yaml --scenario region-down --against quicker.yaml",
            "  leeward simulate shop.yaml --scenario my-worst-friday.yaml --seeds 2000"
        },
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Ink ink;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile file = new ConfigFile();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private SimulateScenarios scenarios = new SimulateScenarios();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many seeds per scenario, 100000 at most. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The first seed. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "Another configuration: plays the same seeds with it and compares.")
    private @Nullable Path against;

    @Option(names = "--service", paramLabel = "SERVICE", description = "Only this one. Default: all.")
    private @Nullable String service;

    @Option(
            names = "--approve-after",
            paramLabel = "LENGTH",
            description =
                    "A person approves what waits for approval, this long after being asked. Default: nobody does.")
    private @Nullable String approveAfter;

    SimulateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.ink = Ink.of(surroundings);
    }

    @Override
    public Integer call() {
        if (seeds < 1 || seeds > Study.MOST_SEEDS) throw usage("--seeds takes 1 to " + Study.MOST_SEEDS);
        var remarks = new ArrayList<Remark>();
        var first = read(file.path(surroundings.environment()), remarks);
        var second = Optional.ofNullable(against).flatMap(path -> read(path, remarks));
        var chosen = scenarios.read(ScenarioCheck.Names.of(topologies(first, second)), remarks);
        if (!remarks.isEmpty())
            return Complaint.about(remarks, spec.commandLine().getErr(), ink);
        var subjects = subjects(first.orElseThrow());
        var others = second.map(this::subjects);
        var progress = new Progress(spec.commandLine().getErr(), surroundings.terminal());
        long questions = (long) (subjects.size() + others.map(List::size).orElse(0)) * chosen.size();
        progress.expect(questions * seeds);
        var prospects = prospects(subjects, chosen, progress);
        var compared = others.map(o -> prospects(o, chosen, progress));
        progress.end();
        print(prospects, compared);
        return all(prospects) && compared.map(SimulateCommand::all).orElse(true) ? Exit.FINE : Exit.NO;
    }

    private static Optional<ConfigurationCheck> read(Path path, List<Remark> remarks) {
        var check = ConfigurationCheck.withoutSecrets(path);
        remarks.addAll(check.errors());
        return check.configuration().isPresent() ? Optional.of(check) : Optional.empty();
    }

    private static List<Topology> topologies(Optional<ConfigurationCheck> first, Optional<ConfigurationCheck> second) {
        var topologies = new ArrayList<Topology>();
        first.flatMap(ConfigurationCheck::configuration).ifPresent(c -> topologies.add(c.topology()));
        second.flatMap(ConfigurationCheck::configuration).ifPresent(c -> topologies.add(c.topology()));
        return topologies;
    }

    private List<Subject> subjects(ConfigurationCheck check) {
        var all = Subjects.of(check, approval());
        if (service == null) return all;
        var one = all.stream()
                .filter(subject -> subject.service().name().value().equals(service))
                .toList();
        if (one.isEmpty())
            throw usage("there is no service " + service + " in "
                    + check.configuration().orElseThrow().file());
        return one;
    }

    private Optional<Duration> approval() {
        if (approveAfter == null) return Optional.empty();
        var length = Lengths.parse(approveAfter);
        if (length.isEmpty()) throw usage("'" + approveAfter + "' is not a length of time: write it like 2m or 90s");
        return length;
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence + ".");
    }

    private List<Prospect> prospects(List<Subject> subjects, List<Scenario> chosen, Progress progress) {
        var prospects = new ArrayList<Prospect>();
        for (var subject : subjects) {
            for (var scenario : chosen) {
                Outlook outlook = Study.of(subject, scenario, seed, seeds, progress::step);
                var story = Story.of(subject, scenario, outlook.worst().seed());
                prospects.add(new Prospect(subject, outlook, story));
            }
        }
        return prospects;
    }

    private void print(List<Prospect> prospects, Optional<List<Prospect>> compared) {
        var out = spec.commandLine().getOut();
        if (output.json()) {
            OutputOption.print(out, SimulateBody.of(seed, prospects, compared));
        } else if (compared.isPresent()) {
            new ComparisonText(out, ink).print(prospects, compared.get());
        } else {
            new ProspectText(out, ink).print(prospects, approveAfter != null);
        }
        out.flush();
    }

    private static boolean all(List<Prospect> prospects) {
        return prospects.stream()
                .allMatch(p -> p.outlook().asPromised() == p.outlook().seeds());
    }
}
