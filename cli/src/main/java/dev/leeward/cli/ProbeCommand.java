package dev.leeward.cli;

import dev.leeward.api.body.Lengths;
import dev.leeward.api.body.Names;
import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.probe.Check;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.flow.FlowReport.StepTime;
import dev.leeward.prober.Looks;
import dev.leeward.secret.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leeward probe}. */
@Command(
        name = "probe",
        header = "Look once, from here, and say what was seen. For cron, and for trying out a probe.",
        description = {
            "",
            "TARGET is one of:",
            "  http://HOST/PATH, https://HOST/PATH",
            "  tcp:HOST:PORT        a connection is accepted",
            "  tls:HOST:PORT        a handshake succeeds, with a valid certificate",
            "  dns:NAME/TYPE@SERVER a name server answers; without TYPE: A",
            "  command PROGRAM ...  exits with 0; put -- before the program's own options",
            "  flow:SERVICE/FLOW@REGION",
            "                       a user flow of the configuration, as probe or proof go through it there",
            "",
            "Every look resolves afresh and opens a connection of its own. No node needs to run.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Healthy.",
            "1:Failing.",
            "2:Wrong usage.",
            "3:Inconclusive: this machine could not look, which says nothing about the target."
        },
        footer = {
            "",
            "Examples:",
            "  leeward probe http://192.0.2.1/health.php --body-matches '\"db\": *\"ok\"' --timeout 2s",
            "  leeward probe https://shop.example.com/ --connect-to 192.0.2.1 --status 200,301",
            "  leeward probe dns:www.example.com@192.0.2.53 --expect 192.0.2.1",
            "  leeward probe command -- php /srv/shop/check.php --deep",
            "  leeward probe flow:shop/buy@eu-central --config leeward.yaml"
        },
        mixinStandardHelpOptions = true)
final class ProbeCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Ink ink;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TARGET", description = "What to look at.")
    private String target = "";

    @Parameters(index = "1..*", paramLabel = "PROGRAM", description = "After `command`: the program and its arguments.")
    private List<String> program = List.of();

    @Option(names = "--timeout", paramLabel = "LENGTH", description = "Default: 2s; of a whole flow 30s.")
    private @Nullable String timeout;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "flow: the configuration. Default: LEEWARD_CONFIG, or leeward.yaml here, or"
                    + " /etc/leeward/leeward.yaml.")
    private @Nullable Path file;

    @Mixin
    private ProbeOptions options = new ProbeOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    ProbeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.ink = Ink.of(surroundings);
    }

    @Override
    public Integer call() {
        try {
            return target.startsWith(FlowTarget.PREFIX) ? flow() : look(options.check(target, program));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
        }
    }

    private int look(Check check) {
        return tell(check, List.of(), Looks.once(check, limit("2s")));
    }

    /** Needs the secrets of the flows, and no others. */
    private int flow() {
        var wanted = FlowTarget.parse(target);
        var path = file == null ? new ConfigFile().path(surroundings.environment()) : file;
        var read = ConfigurationCheck.ofFlows(path, Environment.of(surroundings.environment()));
        if (read.configuration().isEmpty()) {
            return Complaint.about(read.errors(), spec.commandLine().getErr(), ink);
        }
        var flow = wanted.in(read.configuration().get());
        var report = Looks.through(flow, limit("30s"));
        return tell(new Check.Flow(flow), report.steps(), report.sighting());
    }

    private Duration limit(String usual) {
        var length = timeout == null ? usual : timeout;
        return Lengths.parse(length)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + length + "' is not a length of time: write it like 2s or 500ms"));
    }

    private int tell(Check check, List<StepTime> steps, Sighting seen) {
        if (output.json()) {
            OutputOption.print(spec.commandLine().getOut(), body(check, steps, seen));
        } else {
            print(steps);
            print(check, seen);
        }
        return switch (seen) {
            case Sighting.Healthy _ -> Exit.FINE;
            case Sighting.Failing _ -> Exit.NO;
            case Sighting.Inconclusive _ -> Exit.FAILED;
        };
    }

    private void print(List<StepTime> steps) {
        var out = spec.commandLine().getOut();
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            out.printf("%9s ms  %d. %s  %s%n", number(step.took()), i + 1, step.name(), ink.faint(step.summary()));
        }
    }

    private void print(Check check, Sighting seen) {
        var out = spec.commandLine().getOut();
        var took = " in " + millis(seen.timings().total());
        switch (seen) {
            case Sighting.Healthy healthy -> {
                out.println(ink.word("healthy") + "  " + check.summary() + took);
                healthy.warnings().forEach(warning -> out.println(ink.doubtful("warning") + "  " + warning));
            }
            case Sighting.Failing failing ->
                out.println(ink.word("failing") + "  " + check.summary() + ": " + Names.of(failing.kind()) + ", "
                        + failing.detail() + took);
            case Sighting.Inconclusive blind ->
                out.println(ink.word("inconclusive") + "  " + check.summary() + ": " + blind.why() + took);
        }
        var phases = phases(seen.timings());
        if (phases.size() > 1) {
            var parts = phases.entrySet().stream().map(phase -> phase.getKey() + " " + phase.getValue() + " ms");
            out.println(ink.faint("         " + String.join(", ", parts.toList())));
        }
        out.flush();
    }

    private static Map<String, Object> body(Check check, List<StepTime> steps, Sighting seen) {
        var body = new LinkedHashMap<String, Object>();
        body.put("check", check.summary());
        switch (seen) {
            case Sighting.Healthy healthy -> {
                body.put("result", "healthy");
                body.put("warnings", healthy.warnings());
            }
            case Sighting.Failing failing -> {
                body.put("result", "failing");
                body.put("failure", Names.of(failing.kind()));
                body.put("detail", failing.detail());
            }
            case Sighting.Inconclusive blind -> {
                body.put("result", "inconclusive");
                body.put("detail", blind.why());
            }
        }
        body.put("totalMillis", number(seen.timings().total()));
        body.put("phaseMillis", phases(seen.timings()));
        if (!steps.isEmpty())
            body.put("steps", steps.stream().map(ProbeCommand::body).toList());
        return body;
    }

    private static Map<String, Object> body(StepTime step) {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", step.name());
        body.put("request", step.summary());
        body.put("millis", number(step.took()));
        return body;
    }

    /** The phases that took place. */
    private static Map<String, Double> phases(PhaseTimings timings) {
        var phases = new LinkedHashMap<String, Double>();
        phases.put("resolve", number(timings.resolve()));
        phases.put("connect", number(timings.connect()));
        phases.put("tls", number(timings.tls()));
        phases.put("firstByte", number(timings.firstByte()));
        phases.put("transfer", number(timings.transfer()));
        phases.values().removeIf(millis -> millis == 0);
        return phases;
    }

    private static double number(Duration length) {
        return Math.round(length.toNanos() / 10_000.0) / 100.0;
    }

    private static String millis(Duration length) {
        return number(length) + " ms";
    }
}
