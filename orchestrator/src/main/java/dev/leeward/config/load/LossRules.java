package dev.leeward.config.load;

import static dev.leeward.config.load.Rule.Objection.error;
import static dev.leeward.config.load.Rule.Objection.warning;

import dev.leeward.config.load.Draft.DeclarationDraft;
import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.config.load.Draft.TableDraft;
import dev.leeward.config.load.Rule.Objection;
import dev.leeward.config.source.DidYouMean;
import dev.leeward.declared.Replication;
import dev.leeward.lag.KeptTable;
import dev.leeward.region.RegionName;
import dev.leeward.service.FailoverPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a limit on lost data needs, so that it holds back what it should and nothing else. */
final class LossRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "tables-are-declared",
                    "nothing can be known of a table that nobody describes",
                    LossRules::tablesAreDeclared),
            new Rule(
                    "regions-have-replicas",
                    "a region without a replica has nothing to serve from",
                    LossRules::regionsHaveReplicas),
            new Rule(
                    "loss-can-be-measured",
                    "where nothing tells what would be lost, a limit holds every automatic failover",
                    LossRules::lossCanBeMeasured),
            new Rule(
                    "loss-can-be-so-little",
                    "no lag is told to be less than what a look at the end of a stream, a note and its reading take",
                    LossRules::lossCanBeSoLittle));

    /** What is written at DynamoDB shows within 1 s, three reads take 0.75 s, a note is left each second, read every two. */
    private static final Duration LEAST_AT_AMAZON = Duration.ofSeconds(6);

    /** Alternator shows a write after 10 s. */
    private static final Duration LEAST_ELSEWHERE = Duration.ofSeconds(15);

    /** CloudWatch has a minute only when it is over, and a while later. */
    private static final Duration LEAST_BY_CLOUDWATCH = Duration.ofMinutes(3);

    private LossRules() {}

    private static void tablesAreDeclared(Draft draft, Consumer<Objection> objections) {
        List<String> declared = names(draft);
        for (ServiceDraft service : draft.services()) {
            List<String> named = service.tables().orElse(List.of());
            for (int i = 0; i < named.size(); i++) {
                String name = named.get(i);
                if (declared.contains(name)) continue;
                String path = service.path() + ".tables[" + i + "]";
                objections.accept(error(
                        path,
                        List.of(path, "data"),
                        "there is no table \"" + name + "\" under data",
                        DidYouMean.closest(name, declared)
                                .map(close -> "did you mean \"" + close + "\"?")
                                .orElse("declare it under data.tables, or leave it out")));
            }
        }
    }

    private static void regionsHaveReplicas(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            for (KeptTable table : KeptTables.of(service, draft)) {
                List<RegionName> without = service.regions().stream()
                        .map(region -> region.name())
                        .filter(region -> !table.replicas().contains(region))
                        .toList();
                if (without.isEmpty()) continue;
                objections.accept(warning(
                        service.path(),
                        List.of(service.path() + ".regions", "data"),
                        "table " + table.name() + " has no replica in " + without
                                + ", so that a failover there would lose all of it",
                        "give stores and replicas the names of the service's regions"));
            }
        }
    }

    private static void lossCanBeMeasured(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            boolean matters = service.failover().maxLoss().isPresent()
                    && service.failover().mode() == FailoverPolicy.Mode.AUTOMATIC;
            Optional<String> why = whyUnmeasured(KeptTables.of(service, draft));
            if (!matters || why.isEmpty()) continue;
            String limit = service.path() + ".failover.max-data-loss";
            objections.accept(warning(
                    limit,
                    List.of(limit, service.path() + ".tables", "data"),
                    "every failover of this service will wait for an approval, since nothing measures what would be lost: "
                            + why.get(),
                    "remove it to let failovers happen by themselves, or declare tables with replication: leeward"));
        }
    }

    private static Optional<String> whyUnmeasured(List<KeptTable> tables) {
        if (tables.isEmpty()) return Optional.of("it has no replicated table");
        return tables.stream()
                .flatMap(table -> table.unmeasured().map(why -> table.name() + ": " + why).stream())
                .findFirst();
    }

    private static void lossCanBeSoLittle(Draft draft, Consumer<Objection> objections) {
        boolean isAmazons = draft.declaration().map(DeclarationDraft::stores).orElse(List.of()).stream()
                .allMatch(store -> store.store().endpoint().isEmpty());
        Duration ours = isAmazons ? LEAST_AT_AMAZON : LEAST_ELSEWHERE;
        for (ServiceDraft service : draft.services()) {
            Duration least = hasGlobalTables(service, draft) ? LEAST_BY_CLOUDWATCH : ours;
            var limit = service.failover().maxLoss();
            boolean isMeasured = whyUnmeasured(KeptTables.of(service, draft)).isEmpty();
            if (limit.isEmpty() || !isMeasured || limit.get().compareTo(least) >= 0) continue;
            String path = service.path() + ".failover.max-data-loss";
            objections.accept(warning(
                    path,
                    List.of(path, service.path() + ".tables", "data"),
                    "the lag of its tables is seldom known to be less than " + DurationText.of(least)
                            + ", so that most failovers will wait for an approval",
                    "make it " + DurationText.of(least) + " or more"));
        }
    }

    private static boolean hasGlobalTables(ServiceDraft service, Draft draft) {
        var kept = KeptTables.of(service, draft).stream().map(KeptTable::name).toList();
        return draft.declaration().stream()
                .flatMap(declared -> declared.tables().stream())
                .anyMatch(table -> kept.contains(table.table().name())
                        && table.table().replication() instanceof Replication.GlobalTables);
    }

    private static List<String> names(Draft draft) {
        return draft.declaration().map(DeclarationDraft::tables).orElse(List.of()).stream()
                .map(TableDraft::table)
                .map(table -> table.name())
                .toList();
    }
}
