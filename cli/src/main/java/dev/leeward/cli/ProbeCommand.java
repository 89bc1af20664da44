package dev.leeward.cli;

import dev.leeward.api.body.Lengths;
import dev.leeward.api.body.Names;
import dev.leeward.probe.Check;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import dev.leeward.prober.Looks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "  leeward probe command -- php /srv/shop/check.php --deep"
        },
        mixinStandardHelpOptions = true)
final class ProbeCommand implements Callable<Integer> {
    private final Ink ink;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TARGET", description = "What to look at.")
    private String target = "";

    @Parameters(index = "1..*", paramLabel = "PROGRAM", description = "After `command`: the program and its arguments.")
    private List<String> program = List.of();

    @Option(names = "--timeout", paramLabel = "LENGTH", defaultValue = "2s", description = "Default: ${DEFAULT-VALUE}.")
    private String timeout = "2s";

    @Mixin
    private ProbeOptions options = new ProbeOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    ProbeCommand(Surroundings surroundings) {
        this.ink = Ink.of(surroundings);
    }

    @Override
    public Integer call() {
        Check check;
        Duration limit;
        try {
            limit = Lengths.parse(timeout)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + timeout + "' is not a length of time: write it like 2s or 500ms"));
            check = options.check(target, program);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
        }
        var seen = Looks.once(check, limit);
        if (output.json()) {
            OutputOption.print(spec.commandLine().getOut(), body(check, seen));
        } else {
            print(check, seen);
        }
        return switch (seen) {
            case Sighting.Healthy _ -> Exit.FINE;
            case Sighting.Failing _ -> Exit.NO;
            case Sighting.Inconclusive _ -> Exit.FAILED;
        };
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

    private static Map<String, Object> body(Check check, Sighting seen) {
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
