package dev.leeward.config.load;

import static dev.leeward.config.load.Rule.Objection.error;

import dev.leeward.config.HookSettings;
import dev.leeward.config.load.Rule.Objection;
import dev.leeward.probe.Check;
import java.util.List;
import java.util.function.Consumer;

/** What others say may only come on top of what is seen. */
final class SignalRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "signals-have-a-source",
                    "a signal of a source that nobody can post to is never heard",
                    SignalRules::haveASource),
            new Rule(
                    "signals-are-not-alone",
                    "what others say never makes a region healthy, so one that nobody looks at could never be used",
                    SignalRules::areNotAlone),
            new Rule(
                    "references-are-seen",
                    "what others say does not prove that this observer sees",
                    SignalRules::referencesAreSeen));

    private SignalRules() {}

    private static void haveASource(Draft draft, Consumer<Objection> objections) {
        var names = draft.hooks().stream().map(HookSettings::name).toList();
        draft.services().stream()
                .flatMap(service -> service.regions().stream())
                .flatMap(region -> region.probes().stream())
                .forEach(probe -> {
                    if (!(probe.check() instanceof Check.Signal signal) || names.contains(signal.from())) return;
                    objections.accept(error(
                            probe.path(),
                            List.of(probe.path(), "hooks"),
                            "there is no source \"" + signal.from() + "\"",
                            names.isEmpty() ? "add it under hooks" : "known under hooks: " + String.join(", ", names)));
                });
    }

    private static void areNotAlone(Draft draft, Consumer<Objection> objections) {
        for (var service : draft.services()) {
            for (var region : service.regions()) {
                boolean alone = !region.probes().isEmpty()
                        && region.probes().stream()
                                .allMatch(probe -> probe.check().isHearsay());
                if (!alone) continue;
                objections.accept(error(
                        region.path() + ".probes",
                        List.of(region.path() + ".probes"),
                        "nobody looks at " + region.name() + ": its only probes ask what others say",
                        "add a probe that looks there itself, such as http"));
            }
        }
    }

    private static void referencesAreSeen(Draft draft, Consumer<Objection> objections) {
        for (var reference : draft.references()) {
            if (!reference.check().isHearsay()) continue;
            objections.accept(error(
                    reference.path(),
                    List.of(reference.path()),
                    "a reference has to be looked at by this observer itself",
                    "use another kind of probe, such as tcp"));
        }
    }
}
