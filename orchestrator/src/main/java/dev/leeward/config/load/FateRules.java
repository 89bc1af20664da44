package dev.leeward.config.load;

import static dev.leeward.config.load.Rule.Objection.error;
import static dev.leeward.config.load.Rule.Objection.warning;

import dev.leeward.config.JournalSettings;
import dev.leeward.config.load.Draft.PlaceDraft;
import dev.leeward.config.load.Draft.RegionDraft;
import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.config.load.Rule.Objection;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What must not be lost together with a region, or the region's failure is the one that nobody acts on. */
final class FateRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "places-name-what-there-is",
                    "what is misspelt is believed to stand somewhere else",
                    FateRules::nameWhatThereIs),
            new Rule(
                    "nodes-are-elsewhere",
                    "a node that is lost with a region cannot move the traffic away from it",
                    FateRules::nodesAreElsewhere),
            new Rule(
                    "etcd-outlives-a-region",
                    "without a majority of its members nobody leads, and nothing moves by itself",
                    FateRules::etcdOutlivesRegion),
            new Rule(
                    "providers-are-elsewhere",
                    "a target that is lost with the region it should be moved away from cannot be moved",
                    FateRules::providersAreElsewhere),
            new Rule(
                    "somebody-is-told",
                    "when all notices go through the place that failed, nobody hears of it",
                    FateRules::somebodyIsTold));

    private FateRules() {}

    private static void nameWhatThereIs(Draft draft, Consumer<Objection> objections) {
        var regions = names(draft.services().stream()
                .flatMap(s -> s.regions().stream())
                .map(r -> r.name().value())
                .toList());
        var targets = names(draft.services().stream()
                .flatMap(s -> s.steering().stream())
                .map(t -> t.settings().id().value())
                .toList());
        var notices =
                names(draft.notices().stream().map(n -> n.settings().name()).toList());
        for (var place : draft.places()) {
            unknown(place, "regions", place.regions(), regions, objections);
            unknown(place, "etcd", place.etcd(), names(hosts(draft)), objections);
            unknown(place, "targets", place.targets(), targets, objections);
            unknown(place, "notify", place.notices(), notices, objections);
        }
    }

    private static void unknown(
            PlaceDraft place, String key, List<String> named, Set<String> there, Consumer<Objection> objections) {
        for (var name : named) {
            if (there.contains(name)) continue;
            objections.accept(error(
                    place.path() + "." + key,
                    List.of(place.path() + "." + key),
                    "there is no " + name + " in this file",
                    there.isEmpty() ? "leave it out" : "one of " + String.join(", ", there)));
        }
    }

    private static void nodesAreElsewhere(Draft draft, Consumer<Objection> objections) {
        for (var place : draft.places()) {
            var nodes = new TreeSet<>(place.nodes());
            if (draft.observer().place().filter(place.name()::equals).isPresent())
                nodes.add(draft.observer().name().value());
            if (nodes.isEmpty() || place.regions().isEmpty()) continue;
            objections.accept(warning(
                    place.path(),
                    List.of(place.path()),
                    "%s shares %s with %s that it judges"
                            .formatted(String.join(" and ", nodes), place.name(), regions(place)),
                    "run it in a place where none of the regions is"));
        }
    }

    private static void etcdOutlivesRegion(Draft draft, Consumer<Objection> objections) {
        int members = hosts(draft).size();
        for (var place : draft.places()) {
            if (place.regions().isEmpty() || place.etcd().isEmpty()) continue;
            int left = members - new HashSet<>(place.etcd()).size();
            if (left > members / 2) continue;
            objections.accept(warning(
                    place.path() + ".etcd",
                    List.of(place.path() + ".etcd", "journal.etcd"),
                    "with %s and %s in it, %d of %d members of etcd are lost, too, and with them the majority"
                            .formatted(place.name(), regions(place), members - left, members),
                    "spread the members over three places"));
        }
    }

    private static void providersAreElsewhere(Draft draft, Consumer<Objection> objections) {
        for (var place : draft.places()) {
            for (var service : draft.services()) {
                var together = service.steering().stream()
                        .map(t -> t.settings().id().value())
                        .filter(place.targets()::contains)
                        .collect(Collectors.joining(" and "));
                var region = hosted(service, place).orElse("");
                if (together.isEmpty() || region.isEmpty()) continue;
                objections.accept(warning(
                        place.path() + ".targets",
                        List.of(place.path() + ".targets"),
                        "%s is lost with %s, from which it should move %s away"
                                .formatted(together, region, service.name()),
                        "use a provider whose API stands elsewhere"));
            }
        }
    }

    private static Optional<String> hosted(ServiceDraft service, PlaceDraft place) {
        return service.regions().stream()
                .map(RegionDraft::name)
                .map(name -> name.value())
                .filter(place.regions()::contains)
                .findFirst();
    }

    private static void somebodyIsTold(Draft draft, Consumer<Objection> objections) {
        var notices =
                names(draft.notices().stream().map(n -> n.settings().name()).toList());
        for (var place : draft.places()) {
            boolean all = !notices.isEmpty() && place.notices().containsAll(notices);
            if (!all || place.regions().isEmpty()) continue;
            objections.accept(warning(
                    place.path() + ".notify",
                    List.of(place.path() + ".notify"),
                    "every notice goes through %s, where %s is".formatted(place.name(), regions(place)),
                    "add a notification that goes another way"));
        }
    }

    private static String regions(PlaceDraft place) {
        return String.join(" and ", place.regions());
    }

    private static List<String> hosts(Draft draft) {
        return draft.journal().store() instanceof JournalSettings.Etcd etcd
                ? etcd.endpoints().stream().map(URI::getHost).toList()
                : List.of();
    }

    private static Set<String> names(Collection<String> all) {
        return new TreeSet<>(all);
    }
}
