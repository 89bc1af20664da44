package dev.leeward.provision;

import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Replication;
import dev.leeward.declared.Store;
import dev.leeward.provision.Difference.Aspect;
import dev.leeward.provision.ReplicaGroup.Member;
import dev.leeward.region.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans a global table of version 2019.11.21. All that changes its members is asked of one of them, the base. */
final class GlobalTable {
    /** A replica that cannot be reached for so long is removed from the global table by DynamoDB. */
    static final Duration CUT_OFF_AFTER = Duration.ofHours(20);

    /** What DynamoDB brings from one replica to the others. */
    private static final Set<Aspect> SHARED = EnumSet.of(Aspect.INDEXES, Aspect.BILLING, Aspect.STREAM, Aspect.TTL);

    private final Declaration declaration;
    private final DeclaredTable declared;
    private final Replication.GlobalTables global;
    private final Draft draft;

    GlobalTable(Declaration declaration, DeclaredTable declared, Replication.GlobalTables global, Draft draft) {
        this.declaration = declaration;
        this.declared = declared;
        this.global = global;
        this.draft = draft;
    }

    void plan(Map<RegionName, Optional<ObservedTable>> seen, Instant now) {
        Optional<RegionName> standing = base(seen);
        if (standing.isEmpty()) {
            anew(seen);
            return;
        }
        RegionName base = standing.get();
        ObservedTable table = at(seen, base).orElseThrow();
        new Settings(declared, base, draft, Planner.scales(declaration, base))
                .adjust(table, EnumSet.noneOf(Aspect.class), true);
        Set<Aspect> following = draft.differing(base);
        following.retainAll(SHARED);
        if (!sameKind(base, table.group())) return;
        if (global.isStrong() && !hasMembers(table.group())) {
            strongMembers(base, seen);
            return;
        }
        for (RegionName region : declared.replicas()) {
            if (region.equals(base)) continue;
            if (seen.containsKey(region)) member(base, region, table.group(), at(seen, region), following, now);
            else unseen(region, table.group(), now);
        }
        undeclared(base, table.group());
    }

    /** A member that knows the others, or any region in which the table stands. */
    private Optional<RegionName> base(Map<RegionName, Optional<ObservedTable>> seen) {
        List<RegionName> there = declared.replicas().stream()
                .filter(region -> at(seen, region).isPresent())
                .toList();
        return there.stream()
                .filter(region -> at(seen, region)
                        .filter(table -> hasMembers(table.group()))
                        .isPresent())
                .findFirst()
                .or(() -> there.stream().findFirst());
    }

    private static boolean hasMembers(ReplicaGroup group) {
        return group instanceof ReplicaGroup.Current current
                && !current.replicas().isEmpty();
    }

    /** Nothing stands anywhere. Where a region could not be looked at, it could be there: then nothing is made. */
    private void anew(Map<RegionName, Optional<ObservedTable>> seen) {
        if (!seen.keySet().containsAll(declared.replicas())) return;
        RegionName first = declared.first();
        new Settings(declared, first, draft, Planner.scales(declaration, first))
                .make("declared, and it stands nowhere");
        if (global.isStrong()) {
            strongMembers(first, seen);
            return;
        }
        for (RegionName region : declared.replicas()) {
            if (!region.equals(first)) join(first, region);
        }
    }

    private void join(RegionName base, RegionName region) {
        draft.difference(region, Aspect.REPLICAS, "a replica", "none");
        draft.safe(base, new Change.AddReplica(aws(region)), "declared, and there is none in " + region);
        new Settings(declared, region, draft, Planner.scales(declaration, region)).ofNewReplica();
    }

    private void strongMembers(RegionName base, Map<RegionName, Optional<ObservedTable>> seen) {
        List<RegionName> others = declared.replicas().stream()
                .filter(region -> !region.equals(base))
                .toList();
        for (RegionName region : others) {
            draft.difference(region, Aspect.REPLICAS, "a replica", "none");
            if (at(seen, region).isPresent()) {
                standsAlone(region);
                return;
            }
        }
        draft.safe(
                base,
                new Change.AddStrongMembers(others.stream().map(this::aws).toList(), global.witness()),
                "declared strongly consistent, which takes all members at once and an empty table");
        others.forEach(
                region -> new Settings(declared, region, draft, Planner.scales(declaration, region)).ofNewReplica());
    }

    private void member(
            RegionName base,
            RegionName region,
            ReplicaGroup group,
            Optional<ObservedTable> table,
            Set<Aspect> following,
            Instant now) {
        Optional<Member> member = group.member(aws(region));
        if (member.isEmpty()) {
            missing(base, region, table);
            return;
        }
        MemberStatus status = member.get().status();
        if (status.kind() != MemberStatus.Kind.FINE) {
            draft.difference(region, Aspect.REPLICAS, "a replica that is ACTIVE", "one that is " + status);
        }
        switch (status.kind()) {
            case FINE -> fine(region, table, following);
            case UNDER_WAY -> underWay(base, region, status, table, following);
            case FAILED -> {
                String reason = "it is " + status + ", and has to be made again";
                draft.dangerous(base, new Change.RemoveReplica(aws(region)), reason, Danger.REMOVE_REPLICA);
                draft.safe(base, new Change.AddReplica(aws(region)), reason);
                new Settings(declared, region, draft, Planner.scales(declaration, region)).ofNewReplica();
            }
            case CUT_OFF -> draft.hindrance(region, cutOff(member.get(), now));
        }
    }

    /** What the others tell of a replica that could not be looked at itself. */
    private void unseen(RegionName region, ReplicaGroup group, Instant now) {
        group.member(aws(region))
                .filter(member -> member.status().kind() == MemberStatus.Kind.CUT_OFF)
                .ifPresent(member -> draft.hindrance(region, cutOff(member, now)));
    }

    private static Optional<ObservedTable> at(Map<RegionName, Optional<ObservedTable>> seen, RegionName region) {
        return seen.getOrDefault(region, Optional.empty());
    }

    private void fine(RegionName region, Optional<ObservedTable> table, Set<Aspect> following) {
        if (table.isEmpty()) {
            draft.difference(region, Aspect.REPLICAS, "a replica", "none, although the others name one");
            draft.hindrance(region, "the other replicas name one here, and there is none; look again in some minutes");
            return;
        }
        new Settings(declared, region, draft, Planner.scales(declaration, region)).adjust(table.get(), following, true);
    }

    private void underWay(
            RegionName base,
            RegionName region,
            MemberStatus status,
            Optional<ObservedTable> table,
            Set<Aspect> following) {
        if (status == MemberStatus.DELETING) {
            draft.hindrance(region, "the replica is being removed; plan again when it is gone");
        } else if (status == MemberStatus.CREATING) {
            draft.safe(base, new Change.AddReplica(aws(region)), "it is being made, and has to be waited for");
            new Settings(declared, region, draft, Planner.scales(declaration, region)).ofNewReplica();
        } else {
            fine(region, table, following);
        }
    }

    private void missing(RegionName base, RegionName region, Optional<ObservedTable> table) {
        if (table.isPresent()) {
            draft.difference(region, Aspect.REPLICAS, "a replica", "a table that is none");
            standsAlone(region);
        } else if (global.isStrong()) {
            draft.difference(region, Aspect.REPLICAS, "a replica", "none");
            draft.hindrance(region, "members cannot be added to a strongly consistent global table later");
        } else {
            join(base, region);
        }
    }

    private void standsAlone(RegionName region) {
        draft.hindrance(
                region,
                "a table of this name stands there and is no replica; DynamoDB makes replicas only where there is no"
                        + " table");
    }

    private boolean sameKind(RegionName base, ReplicaGroup group) {
        if (!(group instanceof ReplicaGroup.Current current)
                || current.replicas().isEmpty()) return true;
        if (current.isStrong() != global.isStrong()) {
            draft.difference(base, Aspect.REPLICAS, consistency(global.isStrong()), consistency(current.isStrong()));
            draft.hindrance(base, "the consistency of a global table is chosen when it is made, and never changes");
            return false;
        }
        if (!current.witness().equals(global.witness())) {
            draft.difference(
                    base,
                    Aspect.REPLICAS,
                    "witness " + global.witness().orElse("none"),
                    "witness " + current.witness().orElse("none"));
            draft.hindrance(base, "the witness is chosen when the table is made strongly consistent");
        }
        return true;
    }

    private void undeclared(RegionName base, ReplicaGroup group) {
        if (!(group instanceof ReplicaGroup.Current current)) return;
        Set<String> known = declared.replicas().stream().map(this::aws).collect(Collectors.toSet());
        for (Member member : current.replicas()) {
            if (known.contains(member.awsRegion()) || member.status() == MemberStatus.DELETING) continue;
            draft.difference(
                    base, Aspect.REPLICAS, "no replica in " + member.awsRegion(), "one that is " + member.status());
            if (global.isStrong()) {
                draft.hindrance(base, "one member of a strongly consistent global table cannot be removed alone");
            } else {
                String reason = "not declared";
                draft.dangerous(base, new Change.RemoveReplica(member.awsRegion()), reason, Danger.REMOVE_REPLICA);
            }
        }
    }

    /** How long it has been so, and how long until it is final. */
    private static String cutOff(Member member, Instant now) {
        String what = "the replica is " + member.status() + " and gets no changes";
        if (member.inaccessibleSince().isEmpty()) return what + "; after 20 h DynamoDB removes it for good";
        Instant end = member.inaccessibleSince().get().plus(CUT_OFF_AFTER);
        Duration left = Duration.between(now, end);
        return left.isPositive()
                ? what + " since " + member.inaccessibleSince().get() + "; DynamoDB removes it for good in "
                        + left.toHours() + " h " + left.toMinutesPart() + " min"
                : what + " since " + member.inaccessibleSince().get()
                        + ", more than 20 h: DynamoDB removes it for good";
    }

    private static String consistency(boolean isStrong) {
        return isStrong ? "strong consistency" : "eventual consistency";
    }

    private String aws(RegionName region) {
        return declaration.store(region).map(Store::awsRegion).orElseThrow();
    }
}
