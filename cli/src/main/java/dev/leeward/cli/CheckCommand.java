package dev.leeward.cli;

import dev.leeward.config.Configuration;
import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.config.load.Forecast;
import dev.leeward.secret.Environment;
import dev.leeward.steering.Finding;
import dev.leeward.steering.TargetId;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leeward check}. */
@Command(
        name = "check",
        header = "Check a configuration: every mistake at once, and how long a failover will take.",
        description = {
            "",
            "Never changes anything, and asks nobody outside this machine unless --online is given; but secrets"
                    + " that the file says are at AWS are fetched from there.",
            "",
            "Exit code 0: usable. 2: it has errors. 1: with --online, a target would make a run fail.",
            ""
        },
        footer = {"", "Examples:", "  leeward check leeward.yaml", "  leeward check --online"},
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Surroundings surroundings;
    private final Preflight preflight;
    private final Ink ink;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile file = new ConfigFile();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--online",
            description =
                    "Also ask every provider whether a move could be made (token, zone, TTLs), and etcd whether it is"
                            + " well.")
    private boolean online;

    CheckCommand(Surroundings surroundings, Preflight preflight) {
        this.surroundings = surroundings;
        this.preflight = preflight;
        this.ink = Ink.of(surroundings);
    }

    @Override
    public Integer call() {
        var check = ConfigurationCheck.of(
                file.path(surroundings.environment()), Environment.of(surroundings.environment()));
        Map<TargetId, List<Finding>> findings =
                online ? check.configuration().map(this::ask).orElse(Map.of()) : Map.of();
        if (output.json()) {
            OutputOption.print(spec.commandLine().getOut(), CheckBody.of(check, findings));
        } else {
            print(check, findings);
        }
        if (!check.errors().isEmpty()) return Exit.USAGE;
        return failing(findings) > 0 ? Exit.NO : Exit.FINE;
    }

    private Map<TargetId, List<Finding>> ask(Configuration configuration) {
        return preflight.look(configuration, LIMIT);
    }

    private void print(ConfigurationCheck check, Map<TargetId, List<Finding>> findings) {
        var out = spec.commandLine().getOut();
        check.remarks().forEach(remark -> {
            out.println((remark.isError() ? ink.bad("error: ") : "") + remark.headline());
            remark.frame().ifPresent(out::println);
            out.println();
        });
        for (Forecast forecast : check.forecasts()) {
            out.println(forecast.text());
            out.println();
        }
        findings.forEach((target, found) -> print(out, target, found));
        out.println(verdict(check, findings));
        out.flush();
    }

    private void print(PrintWriter out, TargetId target, List<Finding> found) {
        out.println(target + (found.isEmpty() ? ": " + ink.good("ready") : ""));
        for (var finding : found) {
            boolean error = finding.severity() == Finding.Severity.ERROR;
            out.println("  " + (error ? ink.bad("error ") : ink.doubtful("warning ")) + finding.code() + ": "
                    + finding.sentence());
        }
        out.println();
    }

    /** At how many targets a move would fail. */
    private static int failing(Map<TargetId, List<Finding>> findings) {
        return (int) findings.values().stream()
                .filter(found -> found.stream().anyMatch(each -> each.severity() == Finding.Severity.ERROR))
                .count();
    }

    private String verdict(ConfigurationCheck check, Map<TargetId, List<Finding>> findings) {
        if (failing(findings) > 0) {
            return ink.bad("A move would fail") + " at " + count(failing(findings), "target") + ".";
        }
        int errors = check.errors().size();
        int warnings = check.warnings().size();
        var also = warnings == 0 ? "" : ", " + count(warnings, "warning");
        return errors > 0
                ? ink.bad("Not usable: ") + count(errors, "error") + also + "."
                : ink.good("Usable") + also + ".";
    }

    private static String count(int number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }
}
