package dev.leeward.provision;

import dev.leeward.declared.DeclaredTable;
import dev.leeward.provision.ObservedTable.ObservedIndex;
import dev.leeward.provision.Progress.Missed;
import dev.leeward.provision.Progress.Reached;
import dev.leeward.provision.Progress.UnderWay;
import dev.leeward.provision.Progress.Untouched;
import dev.leeward.provision.ReplicaGroup.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees from what stands how far a step has got. */
final class Goal {
    private Goal() {}

    /** How far {@code change} has got at a table of which {@code found} stands. */
    static Progress of(Change change, Optional<ObservedTable> found) {
        return switch (change) {
            case Change.CreateTable(var table) ->
                found.map(there -> made(table, there)).orElseGet(Goal::nothing);
            case Change.DeleteTable() -> found.map(Goal::gone).orElseGet(Reached::new);
            default -> found.map(there -> of(change, there)).orElseGet(() -> new Missed("there is no table"));
        };
    }

    private static Progress of(Change change, ObservedTable found) {
        return switch (change) {
            case Change.CreateTable(var table) -> made(table, found);
            case Change.DeleteTable() -> gone(found);
            case Change.SetStream(boolean on) ->
                when(
                        streams(found, on),
                        found,
                        "the stream is " + found.stream().orElse("off"));
            case Change.AddIndex add -> added(add, found);
            case Change.RemoveIndex(String name) -> removed(name, found);
            case Change.SetBilling(var billing, var _, var _) ->
                when(Comparison.fits(billing, found), found, "the billing is another one");
            case Change.SetExpiry(String attribute, boolean on) -> expiry(attribute, on, found);
            case Change.SetRecovery(boolean on) ->
                when(found.recovery().equals(Optional.of(on)), found, "recovery is as it was");
            case Change.SetProtection(boolean on) ->
                when(found.deletionProtection() == on, found, "protection is as it was");
            case Change.SetScaling(var units, var bounds) ->
                Scaling.stands(units, bounds, found)
                        ? new Reached()
                        : new Untouched("the " + units.words() + " are scaled as before");
            case Change.SetTags(var tags) -> when(hasTags(tags, found), found, "the tags are as they were");
            case Change.AddReplica(String region) -> member(region, found);
            case Change.AddStrongMembers strong -> strong(strong, found);
            case Change.RemoveReplica(String region) -> leaving(region, found);
        };
    }

    private static Progress nothing() {
        return new Untouched("there is no table");
    }

    private static Progress made(DeclaredTable table, ObservedTable found) {
        if (!Comparison.sameKey(table, found)) return new Missed("a table with another key stands there");
        return settled(found);
    }

    private static Progress gone(ObservedTable found) {
        return found.status().equals("DELETING") ? new UnderWay("DELETING") : new Untouched("the table stands there");
    }

    private static Progress settled(ObservedTable found) {
        return found.isActive() ? new Reached() : new UnderWay("the table is " + state(found));
    }

    private static Progress when(boolean reached, ObservedTable found, String otherwise) {
        if (found.isActive()) return reached ? new Reached() : new Untouched(otherwise);
        return new UnderWay("the table is " + state(found));
    }

    private static boolean streams(ObservedTable found, boolean on) {
        return found.stream().equals(on ? Optional.of(ObservedTable.BOTH_IMAGES) : Optional.<String>empty());
    }

    private static Progress added(Change.AddIndex add, ObservedTable found) {
        Optional<ObservedIndex> index = found.index(add.index().name());
        if (index.isEmpty()) return when(false, found, "there is no such index");
        return index.get().index().equals(add.index())
                ? settled(found)
                : new Missed("an index of that name is another one");
    }

    private static Progress removed(String name, ObservedTable found) {
        return when(found.index(name).isEmpty(), found, "the index stands there");
    }

    private static Progress expiry(String attribute, boolean on, ObservedTable found) {
        if (!found.expiry().isSettled()) return new UnderWay("TTL is being switched");
        boolean inForce = found.expiry().attribute().equals(Optional.of(attribute));
        return when(inForce == on, found, "TTL is " + found.expiry().attribute().orElse("off"));
    }

    private static boolean hasTags(Map<String, String> tags, ObservedTable found) {
        return found.tags()
                .filter(there -> there.entrySet().containsAll(tags.entrySet()))
                .isPresent();
    }

    private static Progress member(String awsRegion, ObservedTable found) {
        Optional<Member> member = found.group().member(awsRegion);
        if (member.isEmpty()) return when(false, found, "no replica in " + awsRegion + " is named");
        MemberStatus status = member.get().status();
        String words = "the replica in " + awsRegion + " is " + status;
        return switch (status.kind()) {
            case FINE -> settled(found);
            case UNDER_WAY -> new UnderWay(words);
            case FAILED, CUT_OFF -> new Missed(words);
        };
    }

    private static Progress strong(Change.AddStrongMembers strong, ObservedTable found) {
        List<Progress> members = new ArrayList<>();
        for (String region : strong.awsRegions()) members.add(member(region, found));
        for (Progress each : members) if (!(each instanceof Reached)) return each;
        if (!(found.group() instanceof ReplicaGroup.Current current) || !current.isStrong()) {
            return new Missed("the global table is not strongly consistent");
        }
        return current.witness().equals(strong.witness())
                ? new Reached()
                : new UnderWay("the witness is " + current.witness().orElse("not there"));
    }

    private static Progress leaving(String awsRegion, ObservedTable found) {
        return found.group()
                .member(awsRegion)
                .<Progress>map(member -> member.status() == MemberStatus.DELETING
                        ? new UnderWay("the replica is DELETING")
                        : when(false, found, "the replica is " + member.status()))
                .orElseGet(() -> settled(found));
    }

    private static String state(ObservedTable found) {
        if (!found.status().equals(ObservedTable.ACTIVE)) return found.status();
        return found.indexes().stream()
                .filter(index -> !index.status().equals(ObservedTable.ACTIVE))
                .findFirst()
                .map(index -> "working at the index " + index.index().name() + ", which is " + index.status())
                .orElse(found.status());
    }
}
