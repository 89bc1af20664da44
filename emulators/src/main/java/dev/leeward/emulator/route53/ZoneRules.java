package dev.leeward.emulator.route53;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold between the sets of a zone once a batch is done. */
final class ZoneRules {
    private ZoneRules() {}

    /** The rules that {@code after} breaks at a name that {@code batch} touched. */
    static List<String> broken(String zone, Collection<RecordSet> after, List<Change> batch) {
        var wrong = new ArrayList<String>();
        Set<String> touched = batch.stream().map(change -> change.set().name()).collect(Collectors.toSet());
        for (String name : touched) {
            var here = after.stream().filter(set -> set.name().equals(name)).toList();
            aloneIfCname(zone, name, here, wrong);
            here.stream()
                    .collect(Collectors.groupingBy(RecordSet::type))
                    .values()
                    .forEach(group -> group(group, wrong));
            if (name.equals(zone)) apex(here, wrong);
        }
        return wrong;
    }

    private static void aloneIfCname(String zone, String name, List<RecordSet> here, List<String> wrong) {
        boolean cname = here.stream().anyMatch(set -> set.type().equals("CNAME"));
        if (cname && here.stream().anyMatch(set -> !set.type().equals("CNAME"))) {
            wrong.add("RRSet of type CNAME with DNS name " + name
                    + " is not permitted as it conflicts with other records with the same DNS name in zone " + zone);
        }
    }

    /** Sets of one name and type. */
    private static void group(List<RecordSet> group, List<String> wrong) {
        RecordSet first = group.getFirst();
        String what = "RRSet with DNS name " + first.name() + ", type " + first.type();
        if (group.stream().map(set -> set.policy().getClass()).distinct().count() > 1) {
            wrong.add(what
                    + " cannot be created as other RRSets of another routing policy exist with the same name and type");
        }
        if (first.policy() instanceof RecordSet.Weighted && ttls(group) > 1) {
            wrong.add(what + ": all weighted RRSets of a name and type must have the same TTL");
        }
        var roles = group.stream()
                .filter(set -> set.policy() instanceof RecordSet.Failover)
                .map(set -> ((RecordSet.Failover) set.policy()).role())
                .toList();
        if (roles.size() != Set.copyOf(roles).size()) {
            wrong.add(what + " cannot be created as another failover RRSet with the same role exists");
        }
    }

    private static long ttls(List<RecordSet> group) {
        return group.stream()
                .filter(set -> set.content() instanceof RecordSet.Plain)
                .map(set -> ((RecordSet.Plain) set.content()).ttl())
                .distinct()
                .count();
    }

    private static void apex(List<RecordSet> here, List<String> wrong) {
        if (here.stream().noneMatch(set -> set.type().equals("SOA"))) {
            wrong.add("A HostedZone must contain exactly one SOA record.");
        }
        if (here.stream().noneMatch(set -> set.type().equals("NS"))) {
            wrong.add("A HostedZone must contain at least one NS record for the zone itself.");
        }
    }
}
