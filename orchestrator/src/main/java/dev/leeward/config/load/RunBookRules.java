package dev.leeward.config.load;

import static dev.leeward.config.load.Rule.Objection.error;
import static dev.leeward.config.load.Rule.Objection.warning;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.config.load.Rule.Objection;
import dev.leeward.measure.Measure;
import dev.leeward.probe.Check;
import dev.leeward.probe.UserFlow;
import dev.leeward.region.RegionName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                    "fences-have-hosts",
                    "in a region whose hosts nobody names, applications write on when it is left",
                    RunBookRules::fencesHaveHosts),
            new Rule(
                    "settings-are-for-every-region",
                    "a region without settings keeps those of the other one when it takes over",
                    RunBookRules::settingsAreForEveryRegion),
            new Rule(
                    "nodebalancers-are-known",
                    "a NodeBalancer that nobody named, or whose account is not known, is neither looked at nor fenced",
                    RunBookRules::nodeBalancersAreKnown),
            new Rule(
                    "flows-are-gone-through",
                    "a flow that nobody goes through shows nothing",
                    RunBookRules::flowsAreGoneThrough),
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

    private static void fencesHaveHosts(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            for (var means : service.runBook().settings()) {
                if (!(means instanceof MeasureSettings.SshFence fence)) continue;
                forEveryRegion(service, fence, "hosts", fence.hosts().keySet(), objections);
            }
        }
    }

    private static void settingsAreForEveryRegion(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            for (var means : service.runBook().settings()) {
                perRegion(means).forEach((what, regions) -> forEveryRegion(service, means, what, regions, objections));
            }
        }
    }

    /** What a measure says for each region, by the key that it stands under. */
    private static Map<String, Set<RegionName>> perRegion(MeasureSettings means) {
        return switch (means) {
            case MeasureSettings.ByAgents by
            when !by.settings().isEmpty() -> Map.of("values", by.settings().keySet());
            case MeasureSettings.BySsh by ->
                Map.of("values", by.values().keySet(), "hosts", by.hosts().keySet());
            case MeasureSettings.ByParameters by ->
                Map.of("regions", by.access().regions().keySet(), "values or secrets", union(by));
            case MeasureSettings.BySecrets by ->
                Map.of(
                        "regions",
                        by.access().regions().keySet(),
                        "secrets",
                        by.secrets().keySet());
            case MeasureSettings.ByAgents _,
                    MeasureSettings.TablesFence _,
                    MeasureSettings.SshFence _,
                    MeasureSettings.Program _,
                    MeasureSettings.FlowProof _,
                    MeasureSettings.NodeBalancerFence _ -> Map.of();
        };
    }

    private static Set<RegionName> union(MeasureSettings.ByParameters by) {
        var all = new HashSet<>(by.values().keySet());
        all.addAll(by.secrets().keySet());
        return all;
    }

    private static void forEveryRegion(
            ServiceDraft service,
            MeasureSettings means,
            String what,
            Set<RegionName> given,
            Consumer<Objection> objections) {
        var path = service.runBook().path();
        var known = new HashSet<RegionName>();
        for (var region : service.regions()) {
            known.add(region.name());
            if (given.contains(region.name())) continue;
            objections.accept(error(
                    path,
                    List.of(path),
                    means.id() + " has no " + what + " for " + region.name(),
                    "add them under " + what));
        }
        for (var region : new TreeSet<>(given)) {
            if (known.contains(region)) continue;
            objections.accept(error(
                    path,
                    List.of(path),
                    means.id() + " has " + what + " for " + region + ", which is no region of " + service.name(),
                    "name one that is"));
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

    private static void nodeBalancersAreKnown(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            for (var means : service.runBook().settings()) {
                if (!(means instanceof MeasureSettings.NodeBalancerFence fence)) continue;
                for (var region : service.regions()) {
                    if (fence.places().containsKey(region.name())) continue;
                    String path = service.runBook().path();
                    objections.accept(error(
                            path,
                            List.of(path, region.path()),
                            fence.id() + " has no NodeBalancer in " + region.name(),
                            "add nodebalancer: LABEL to the region"));
                }
            }
            boolean looked = service.regions().stream()
                    .flatMap(region -> region.probes().stream())
                    .anyMatch(probe -> probe.check() instanceof Check.NodeBalancer);
            boolean fenced =
                    service.runBook().settings().stream().anyMatch(MeasureSettings.NodeBalancerFence.class::isInstance);
            if (draft.linode().isPresent() || !(looked || fenced)) continue;
            objections.accept(error(
                    service.path(),
                    List.of(service.path(), "linode"),
                    "NodeBalancers of " + service.name() + " are in an account that is not known",
                    "add linode: {token: \"${env:LINODE_TOKEN}\"} to the file"));
        }
    }

    private static void flowsAreGoneThrough(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            Stream<String> looked = service.regions().stream()
                    .flatMap(region -> region.probes().stream())
                    .flatMap(probe ->
                            probe.check() instanceof Check.Flow(var flow) ? Stream.of(flow.name()) : Stream.empty());
            Stream<String> proven = service.runBook().settings().stream()
                    .flatMap(means -> means instanceof MeasureSettings.FlowProof proof
                            ? proof.flows().values().stream().map(UserFlow::name)
                            : Stream.empty());
            Set<String> used = Stream.concat(looked, proven).collect(Collectors.toSet());
            for (String name : service.flows().keySet()) {
                if (used.contains(name)) continue;
                String path = service.path() + ".flows." + name;
                objections.accept(warning(
                        path,
                        List.of(service.path()),
                        "neither a probe nor a proof goes through " + name,
                        "add - flow: " + name + " to the probes of a region, or - proof: {flow: " + name
                                + "} to the run book"));
            }
        }
    }
}
