package dev.leeward.cli;

import dev.leeward.api.body.RegionBody;
import dev.leeward.api.body.WhyBody;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code leeward why}. */
@Command(
        name = "why",
        header = "Explain why a service stands as it does: evidence, every rule, what would change it.",
        description = "",
        footer = {"", "Example:", "  leeward why shop"},
        mixinStandardHelpOptions = true)
final class WhyCommand extends NodeCommand {
    @Parameters(paramLabel = "SERVICE", description = "Which service.")
    private String service = "";

    WhyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(ApiClient client) {
        var said = client.get("/api/v1/services/" + Segment.of(service) + "/why", WhyBody.class);
        if (!(said instanceof Said.Answer<WhyBody>(WhyBody why))) return complain(said);
        if (json()) {
            OutputOption.print(out(), why);
        } else {
            print(why);
        }
        return Exit.FINE;
    }

    private void print(WhyBody why) {
        var out = out();
        out.println(ink.bold(why.service()) + "  "
                + why.active()
                        .map(active -> active + " carries the traffic")
                        .orElse("it is not known which region carries the traffic")
                + ink.faint("  " + Text.moment(why.at())));
        out.println();
        out.println("  " + why.decision().sentence());
        out.println();
        out.println(ink.bold("  Evidence"));
        why.regions().forEach(region -> evidence(why, region));
        out.println();
        out.println(ink.bold("  Rules") + ink.faint(", in the order they were looked at"));
        RuleLines.print(why.rules(), "    ", out, ink);
        out.flush();
    }

    private void evidence(WhyBody why, RegionBody region) {
        var since =
                region.since().map(at -> " for " + Text.between(at, why.at())).orElse("");
        var age = region.evidenceAgeSeconds()
                .map(seconds -> ", seen " + Text.seconds(seconds) + " ago")
                .orElse(", nothing was seen yet");
        out().println("    " + region.name() + " (" + region.role() + ") is " + ink.word(region.verdict()) + since
                + age);
        region.evidence().forEach(sentence -> out().println("      " + sentence));
        for (var probe : region.probes()) {
            probe.last()
                    .ifPresent(look -> look.warnings()
                            .forEach(warning -> out().println("      " + ink.doubtful("warning: ") + warning)));
        }
    }
}
