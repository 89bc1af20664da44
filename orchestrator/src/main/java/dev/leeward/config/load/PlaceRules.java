package dev.leeward.config.load;

import static dev.leeward.config.load.Rule.Objection.error;
import static dev.leeward.config.load.Rule.Objection.warning;

import dev.leeward.config.SteeringSettings;
import dev.leeward.config.SteeringSettings.Routing;
import dev.leeward.config.load.Draft.ProbeDraft;
import dev.leeward.config.load.Draft.RegionDraft;
import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.config.load.Draft.SteeringDraft;
import dev.leeward.config.load.Rule.Objection;
import dev.leeward.probe.Check;
import dev.leeward.region.RecordType;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Which regions, probes and targets go together. */
final class PlaceRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "regions-answer-alike",
                    "a type that only one region has would be left behind, or answered for a region that is gone",
                    PlaceRules::answerAlike),
            new Rule(
                    "regions-are-apart",
                    "moving traffic to the address it comes from helps nobody",
                    PlaceRules::areApart),
            new Rule(
                    "no-cname-at-the-zones-own-name",
                    "the zone's own name has SOA and NS records, beside which no CNAME may stand (RFC 1034)",
                    PlaceRules::noCnameAtApex),
            new Rule(
                    "a-target-has-one-owner", "two that steer the same name would fight over it", PlaceRules::oneOwner),
            new Rule(
                    "failover-routing-is-for-two",
                    "Route 53 knows one PRIMARY and one SECONDARY",
                    PlaceRules::failoverRoutingForTwo),
            new Rule(
                    "probes-look-past-the-steered-name",
                    "through the name that is moved a probe sees whichever region is active, not its own",
                    PlaceRules::pastSteeredName),
            new Rule(
                    "regions-are-looked-at-apart",
                    "the same probe in two regions sees the same thing twice",
                    PlaceRules::lookedAtApart),
            new Rule(
                    "there-are-references",
                    "without a reference Leeward cannot tell a dead region from an observer that is cut off",
                    PlaceRules::thereAreReferences),
            new Rule(
                    "references-are-outside",
                    "a reference inside a region dies with it and proves nothing",
                    PlaceRules::referencesAreOutside));

    private PlaceRules() {}

    private static void answerAlike(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            if (service.steering().stream().noneMatch(t -> t.settings() instanceof SteeringSettings.Dns)) continue;
            Optional<RegionDraft> first = service.regions().stream()
                    .filter(r -> r.endpoints().isPresent())
                    .findFirst();
            service.regions().forEach(region -> first.ifPresent(home -> differ(home, region, objections)));
        }
    }

    private static void differ(RegionDraft home, RegionDraft region, Consumer<Objection> objections) {
        if (region.endpoints().isEmpty() || home.endpoints().isEmpty()) return;
        Set<RecordType> there = home.endpoints().get().byType().keySet();
        Set<RecordType> here = region.endpoints().get().byType().keySet();
        if (there.equals(here)) return;
        objections.accept(error(
                region.path() + ".addresses",
                List.of(region.path() + ".addresses", home.path() + ".addresses"),
                region.name() + " has " + here + ", but " + home.name() + " has " + there,
                "give both the same types of addresses"));
    }

    private static void areApart(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            Map<String, RegionDraft> owners = new HashMap<>();
            for (RegionDraft region : service.regions()) {
                region.endpoints()
                        .ifPresent(e -> e.byType()
                                .values()
                                .forEach(values -> values.forEach(value -> {
                                    RegionDraft owner = owners.putIfAbsent(value, region);
                                    if (owner == null) return;
                                    objections.accept(error(
                                            region.path() + ".addresses",
                                            List.of(region.path() + ".addresses"),
                                            value + " is also an address of " + owner.name(),
                                            "give each region addresses of its own"));
                                })));
            }
        }
    }

    private static void noCnameAtApex(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            Optional<RegionDraft> alias = service.regions().stream()
                    .filter(r -> r.endpoints()
                            .filter(e -> e.byType().containsKey(RecordType.CNAME))
                            .isPresent())
                    .findFirst();
            if (alias.isEmpty()) continue;
            targets(service, (target, name) -> {
                if (!name.zoneName().equals(Optional.of(name.name()))) return;
                objections.accept(error(
                        target.path() + ".record",
                        List.of(target.path() + ".record"),
                        name.name() + " is the zone's own name and cannot be a CNAME, which "
                                + alias.get().name() + " asks for",
                        "steer a name below it, or give the regions A and AAAA addresses"));
            });
        }
    }

    private static void oneOwner(Draft draft, Consumer<Objection> objections) {
        Map<String, ServiceDraft> owners = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (ServiceDraft service : draft.services()) {
            for (SteeringDraft target : service.steering()) {
                String id = target.settings().id().value();
                String name = target.settings() instanceof SteeringSettings.Dns dns ? dns.name() : id;
                ServiceDraft owner = owners.putIfAbsent(name, service);
                boolean foreign = owner != null && !owner.name().equals(service.name());
                if (!foreign && ids.add(id)) continue;
                objections.accept(error(
                        target.path(),
                        List.of(),
                        foreign && owner != null
                                ? name + " is steered by the service " + owner.name() + " already"
                                : id + " stands here a second time",
                        foreign ? "let one service own it" : "remove one of them"));
            }
        }
    }

    private static void failoverRoutingForTwo(Draft draft, Consumer<Objection> objections) {
        draft.services()
                .forEach(service -> targets(service, (target, name) -> {
                    boolean wrong = name instanceof SteeringSettings.Route53 route53
                            && route53.routing() == Routing.FAILOVER
                            && service.regions().size() != 2;
                    if (!wrong) return;
                    objections.accept(error(
                            target.path() + ".routing",
                            List.of(target.path() + ".routing", service.path() + ".regions"),
                            "failover routing is between two regions, " + service.name() + " has "
                                    + service.regions().size(),
                            "use weighted"));
                }));
    }

    private static void pastSteeredName(Draft draft, Consumer<Objection> objections) {
        Set<String> steered = new HashSet<>();
        draft.services().forEach(s -> targets(s, (target, name) -> steered.add(name.name())));
        for (ServiceDraft service : draft.services()) {
            probes(service)
                    .forEach(probe -> lookedAt(probe.check())
                            .filter(steered::contains)
                            .ifPresent(host -> objections.accept(warning(
                                    probe.path(),
                                    List.of(probe.path()),
                                    "this probe goes through " + host + ", a name that is steered",
                                    "probe the region's own address; for https give connect-to: with that address"))));
        }
    }

    private static void lookedAtApart(Draft draft, Consumer<Objection> objections) {
        for (ServiceDraft service : draft.services()) {
            Map<Check, RegionDraft> seen = new HashMap<>();
            for (RegionDraft region : service.regions()) {
                for (ProbeDraft probe : region.probes()) {
                    RegionDraft other = seen.putIfAbsent(probe.check(), region);
                    if (other == null || other.name().equals(region.name())) continue;
                    objections.accept(warning(
                            probe.path(),
                            List.of(probe.path()),
                            "the same probe looks at " + other.name() + ": "
                                    + probe.check().summary(),
                            "let each region's probes look at that region"));
                }
            }
        }
    }

    private static void thereAreReferences(Draft draft, Consumer<Objection> objections) {
        if (draft.services().isEmpty() || !draft.references().isEmpty()) return;
        objections.accept(warning(
                "observer.references",
                List.of("observer.references"),
                "there are no reference targets: when everything looks down, Leeward cannot tell whether it is itself cut off",
                "add observer: {references: [...]} with two places that have nothing to do with your regions"));
    }

    private static void referencesAreOutside(Draft draft, Consumer<Objection> objections) {
        Set<String> own = new HashSet<>();
        for (ServiceDraft service : draft.services()) {
            service.regions()
                    .forEach(r ->
                            r.endpoints().ifPresent(e -> e.byType().values().forEach(own::addAll)));
            targets(service, (target, name) -> own.add(name.name()));
        }
        draft.references()
                .forEach(reference -> lookedAt(reference.check())
                        .filter(own::contains)
                        .ifPresent(host -> objections.accept(warning(
                                reference.path(),
                                List.of(reference.path()),
                                "the reference " + host + " belongs to a service",
                                "take one that has nothing to do with your regions"))));
    }

    /** The host that a check connects to. */
    private static Optional<String> lookedAt(Check check) {
        return switch (check) {
            case Check.Http http -> {
                URI url = http.url();
                Optional<String> host = Optional.ofNullable(url.getHost());
                yield http.connectTo().isPresent() ? http.connectTo() : host.flatMap(Network::host);
            }
            case Check.Tcp tcp -> Optional.of(tcp.host());
            case Check.Tls tls -> Optional.of(tls.host());
            case Check.Store store -> store.endpoint().map(URI::getHost);
            case Check.Flow(var flow) ->
                flow.connectTo().or(() -> Optional.ofNullable(flow.base().getHost()));
            case Check.Dns _, Check.Command _, Check.NodeBalancer _, Check.Signal _, Check.Alarms _ -> Optional.empty();
        };
    }

    private static List<ProbeDraft> probes(ServiceDraft service) {
        List<ProbeDraft> all = new ArrayList<>();
        service.regions().forEach(region -> all.addAll(region.probes()));
        return all;
    }

    private interface NameLook {
        void at(SteeringDraft target, SteeringSettings.Dns name);
    }

    private static void targets(ServiceDraft service, NameLook look) {
        service.steering().forEach(target -> {
            if (target.settings() instanceof SteeringSettings.Dns name) look.at(target, name);
        });
    }
}
