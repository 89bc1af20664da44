package dev.leeward.cli;

import dev.leeward.config.Audience.Severity;
import dev.leeward.config.NotifySettings;
import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.notify.Channel;
import dev.leeward.notify.Channels;
import dev.leeward.notify.Tryout;
import dev.leeward.notify.Tryout.Attempt;
import dev.leeward.notify.Tryout.Tried;
import dev.leeward.secret.Environment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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

/** {@code leeward notify}. */
@Command(
        name = "notify",
        header = "Send a test through every channel that notices go through, or through some.",
        description = {
            "",
            "A begin, and right after it its end, whatever the channels are for. Says what came of each and how long it took."
                    + " No node needs to run, and nothing is journaled.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All got through.",
            "1:One did not.",
            "2:Wrong usage, or the configuration has errors or no channels.",
        },
        footer = {
            "",
            "Examples:",
            "  leeward notify --test",
            "  leeward notify --test on-call --severity page   lets the phone ring"
        },
        mixinStandardHelpOptions = true)
final class NotifyCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Ink ink;

    @Spec
    private CommandSpec spec;

    @Option(names = "--test", required = true, description = "Send a test.")
    private boolean test;

    @Parameters(paramLabel = "CHANNEL", description = "Only through these, by their names.")
    private List<String> names = List.of();

    @Option(
            names = "--severity",
            paramLabel = "page|warning|info",
            defaultValue = "info",
            description = "How urgent the test is. Default: ${DEFAULT-VALUE}.")
    private Severity severity = Severity.INFO;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The configuration. Default: LEEWARD_CONFIG, or leeward.yaml here, or /etc/leeward/leeward.yaml.")
    private @Nullable Path file;

    @Mixin
    private OutputOption output = new OutputOption();

    NotifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.ink = Ink.of(surroundings);
    }

    @Override
    public Integer call() {
        if (!test) throw new ParameterException(spec.commandLine(), "All that it does is --test.");
        var path = file == null ? new ConfigFile().path(surroundings.environment()) : file;
        var check = ConfigurationCheck.of(path, Environment.of(surroundings.environment()));
        var configuration = check.configuration();
        var err = spec.commandLine().getErr();
        if (configuration.isEmpty()) return Complaint.about(check.errors(), err, ink);
        var wanted = wanted(configuration.get().notifications());
        if (wanted.isEmpty()) {
            err.println(ink.bad("leeward: ") + path + " names no channels under `notify`: only the log is told.");
            return Exit.USAGE;
        }
        var tried = tried(wanted);
        if (output.json()) {
            OutputOption.print(
                    spec.commandLine().getOut(),
                    Map.of("channels", tried.stream().map(NotifyCommand::body).toList()));
        } else {
            print(spec.commandLine().getOut(), tried);
        }
        return tried.stream().allMatch(Tried::isFine) ? Exit.FINE : Exit.NO;
    }

    private List<NotifySettings> wanted(List<NotifySettings> all) {
        var known = all.stream().map(NotifySettings::name).toList();
        for (var name : names) {
            if (known.contains(name)) continue;
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no channel '" + name + "'. "
                            + (known.isEmpty() ? "There are none." : "There is " + String.join(", ", known) + "."));
        }
        return all.stream()
                .filter(one -> names.isEmpty() || names.contains(one.name()))
                .toList();
    }

    private List<Tried> tried(List<NotifySettings> wanted) {
        var channels = new ArrayList<Channel>();
        for (var one : wanted) channels.add(Channels.of(one));
        try {
            return Tryout.of(channels, severity, Instant.now());
        } finally {
            channels.forEach(Channel::close);
        }
    }

    private void print(PrintWriter out, List<Tried> tried) {
        int width = tried.stream().mapToInt(one -> one.channel().length()).max().orElse(0);
        for (var one : tried) {
            var margin = Text.pad(one.channel(), width) + "  ";
            out.println(margin + "begin  " + words(one.begin()));
            one.end().ifPresent(end -> out.println(" ".repeat(margin.length()) + "end    " + words(end)));
        }
        out.flush();
    }

    private String words(Attempt attempt) {
        var took = attempt.took().toMillis() + " ms";
        return attempt.problem()
                .map(problem -> ink.bad("failed") + " after " + took + ": " + problem
                        + (problem.retryable() ? " (it would be tried again)" : " (it would be given up)"))
                .orElseGet(() -> ink.good("taken") + " in " + took);
    }

    private static Map<String, Object> body(Tried tried) {
        var body = new LinkedHashMap<String, Object>();
        body.put("channel", tried.channel());
        body.put("fine", tried.isFine());
        body.put("begin", body(tried.begin()));
        tried.end().ifPresent(end -> body.put("end", body(end)));
        return body;
    }

    private static Map<String, Object> body(Attempt attempt) {
        var body = new LinkedHashMap<String, Object>();
        body.put("millis", attempt.took().toMillis());
        attempt.problem().ifPresent(problem -> {
            body.put("code", problem.code().name());
            body.put("problem", problem.sentence());
            body.put("retryable", problem.retryable());
        });
        return body;
    }
}
