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
