package dev.leeward.config.load;

import static dev.leeward.config.load.Rule.Objection.error;
import static dev.leeward.config.load.Rule.Objection.warning;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.config.load.Rule.Objection;
import dev.leeward.measure.Measure;
import java.util.List;
import java.util.function.Consumer;

/** What the steps of a move need so that they do what they are there for. */
final class RunBookRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "fences-have-tables",
                    "a fence around tables that nobody declares goes around nothing",
                    RunBookRules::fencesHaveTables),
            new Rule(
                    "measures-have-agents",
                    "an order that no agent hears is carried out nowhere",
                    RunBookRules::measuresHaveAgents),
            new Rule(
                    "settings-are-for-every-region",
                    "a region without settings keeps those of the other one when it takes over",
                    RunBookRules::settingsAreForEveryRegion),
            new Rule(
                    "catch-up-follows-a-fence",
                    "while applications write on there is no moment at which everything has arrived",
                    RunBookRules::catchUpFollowsAFence));

    private RunBookRules() {}

    private static void fencesHaveTables(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            boolean fences =
                    service.runBook().settings().stream().anyMatch(MeasureSettings.TablesFence.class::isInstance);
            if (!fences || !FencedTables.of(service, draft).isEmpty()) continue;
            String path = service.runBook().path();
            objections.accept(error(
                    path,
                    List.of(path, "data", service.path() + ".tables"),
                    "a fence goes around the tables of " + service.name() + ", and none is named",
                    "declare them under data, and name them under tables"));
        }
    }

    private static void measuresHaveAgents(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            boolean asks = service.runBook().settings().stream().anyMatch(MeasureSettings.ByAgents.class::isInstance);
            for (var region : service.regions()) {
                if (!asks || !region.agents().isEmpty()) continue;
                objections.accept(error(
                        service.runBook().path(),
                        List.of(service.runBook().path(), region.path()),
                        "agents are to act in " + region.name() + ", and none is declared there",
                        "add agents: to the region"));
            }
        }
    }

    private static void settingsAreForEveryRegion(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            for (var means : service.runBook().settings()) {
                if (!(means instanceof MeasureSettings.ByAgents(var id, var settings)) || settings.isEmpty()) continue;
                for (var region : service.regions()) {
                    if (settings.containsKey(region.name())) continue;
                    objections.accept(error(
                            service.runBook().path(),
                            List.of(service.runBook().path()),
                            id + " has no values for " + region.name(),
                            "add them under values"));
                }
            }
        }
    }

    private static void catchUpFollowsAFence(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            boolean fenced = false;
            for (Measure measure : service.runBook().measures().before()) {
                fenced |= measure.kind() == Measure.Kind.FENCE;
                if (measure.kind() != Measure.Kind.CATCH_UP || fenced) continue;
                String path = service.runBook().path();
                objections.accept(warning(
                        path,
                        List.of(path),
                        measure.id() + " waits for what is written before it, and no fence stands before it",
                        "put a fence before it"));
            }
        }
    }
}
