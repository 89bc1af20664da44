package dev.leeward.provision;

import dev.leeward.declared.AttributeType;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Index;
import dev.leeward.provision.Difference.Aspect;
import dev.leeward.region.RegionName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans the settings of one table in one region. */
final class Settings {
    private final DeclaredTable declared;
    private final RegionName region;
    private final Draft draft;
    private final boolean scales;

    /** @param scales whether the region's store scales units at all, as DynamoDB at AWS does */
    Settings(DeclaredTable declared, RegionName region, Draft draft, boolean scales) {
        this.declared = declared;
        this.region = region;
        this.draft = draft;
        this.scales = scales;
    }

    /** The table is not there at all. */
    void make(String reason) {
        draft.difference(region, Aspect.TABLE, "a table", "none");
        create(reason);
    }

    private void create(String reason) {
        draft.safe(region, new Change.CreateTable(declared), reason);
        declared.expiry()
                .ifPresent(attribute -> draft.safe(
                        region, new Change.SetExpiry(attribute, true), "declared, and new tables have none"));
        if (declared.pointInTimeRecovery()) {
            draft.safe(region, new Change.SetRecovery(true), "declared, and new tables have none");
        }
        if (scales) {
            Scaling.wanted(declared)
                    .forEach((units, bounds) -> draft.safe(
                            region,
                            new Change.SetScaling(units, Optional.of(bounds)),
                            "declared, and nothing scales new tables"));
        }
    }

    /** What a new replica of a global table does not get from the others. */
    void ofNewReplica() {
        String reason = "a new replica does not get this from the others";
        if (declared.pointInTimeRecovery()) draft.safe(region, new Change.SetRecovery(true), reason);
        if (declared.deletionProtection()) draft.safe(region, new Change.SetProtection(true), reason);
        if (!declared.tags().isEmpty()) draft.safe(region, new Change.SetTags(declared.tags()), reason);
        if (scales) {
            Scaling.wanted(declared)
                    .forEach((units, bounds) ->
                            draft.safe(region, new Change.SetScaling(units, Optional.of(bounds)), reason));
        }
    }

    /**
     * The table stands there.
     *
     * @param follow what another replica is changed in, from which DynamoDB brings it here
     * @param isGlobal whether it belongs to a global table
     */
    void adjust(ObservedTable found, Set<Aspect> follow, boolean isGlobal) {
        if (isOutOfReach(found)) return;
        List<Difference> differences = Comparison.of(declared, region, found);
        differences.forEach(draft::difference);
        found.foreign().forEach(words -> draft.caution(region, "has " + words + ", which cannot be declared"));
        if (!declared.tags().isEmpty() && found.tags().isEmpty()) draft.caution(region, "the store knows no tags");
        if (found.scaling().isEmpty() && !Scaling.wanted(declared).isEmpty())
            draft.caution(region, "the store scales nothing: capacity stays where it is within its bounds");
        Set<Aspect> aspects = Draft.aspects(differences);
        if (aspects.contains(Aspect.KEY)) {
            replace(found, isGlobal, reason(differences, Aspect.KEY));
            return;
        }
        aspects.removeAll(follow);
        // The stream first, since replicas can be added only where there is one.
        if (aspects.contains(Aspect.STREAM)) stream(found, reason(differences, Aspect.STREAM));
        if (aspects.contains(Aspect.BILLING)) billing(found, reason(differences, Aspect.BILLING));
        if (aspects.contains(Aspect.INDEXES)) indexes(found, differences);
        if (aspects.contains(Aspect.SCALING)) scaling(found, reason(differences, Aspect.SCALING));
        if (aspects.contains(Aspect.TTL)) expiry(found, reason(differences, Aspect.TTL));
        if (aspects.contains(Aspect.POINT_IN_TIME_RECOVERY))
            recovery(found, reason(differences, Aspect.POINT_IN_TIME_RECOVERY));
        if (aspects.contains(Aspect.DELETION_PROTECTION)) protection(reason(differences, Aspect.DELETION_PROTECTION));
        if (aspects.contains(Aspect.TAGS)) {
            var missing = Comparison.missingTags(declared, found);
            draft.safe(region, new Change.SetTags(missing), reason(differences, Aspect.TAGS));
        }
    }

    private boolean isOutOfReach(ObservedTable found) {
        return switch (found.status()) {
            case "DELETING" -> {
                draft.difference(region, Aspect.TABLE, "a table", "one that is being deleted");
                draft.hindrance(region, "the table is being deleted; plan again when it is gone");
                yield true;
            }
            case "INACCESSIBLE_ENCRYPTION_CREDENTIALS", "ARCHIVING", "ARCHIVED", "REPLICATION_NOT_AUTHORIZED" -> {
                draft.difference(region, Aspect.TABLE, "a table that works", found.status());
                draft.hindrance(
                        region, "the table is " + found.status() + "; nothing can be changed until that is put right");
                yield true;
            }
            default -> false;
        };
    }

    private void replace(ObservedTable found, boolean isGlobal, String reason) {
        if (isGlobal) {
            draft.hindrance(
                    region, "the key of a global table cannot be changed: make another table and copy the items");
        } else if (found.deletionProtection()) {
            draft.hindrance(
                    region, "the key can be changed by a new table only, and this one is protected from deletion");
        } else {
            draft.dangerous(region, new Change.DeleteTable(), reason, Danger.REPLACE_TABLE);
            create("in place of the one with another key");
        }
    }

    private void stream(ObservedTable found, String reason) {
        if (found.stream().isPresent()) {
            draft.dangerous(region, new Change.SetStream(false), reason, Danger.STOP_STREAM);
        }
        if (declared.stream()) draft.safe(region, new Change.SetStream(true), reason);
    }

    private void billing(ObservedTable found, String reason) {
        boolean ofTable = !Comparison.fits(declared.billing(), found.capacity());
        // Indexes that will be removed or made anew are left out; those of a table by request have nothing to be set.
        var names = found.indexes().stream()
                .filter(each -> !Comparison.fits(declared.billing(), each.capacity()))
                .map(each -> each.index().name())
                .toList();
        draft.safe(region, new Change.SetBilling(declared.billing(), ofTable, names), reason);
    }

    /** After the indexes, since only what is there can be scaled. */
    private void scaling(ObservedTable found, String reason) {
        var wanted = Scaling.wanted(declared);
        for (ScaledUnits units : Scaling.differing(declared, found)) {
            draft.safe(region, new Change.SetScaling(units, Optional.ofNullable(wanted.get(units))), reason);
        }
    }

    private void indexes(ObservedTable found, List<Difference> differences) {
        for (String name : Comparison.indexNames(declared, found)) {
            if (Comparison.sameIndex(declared, found, name)) continue;
            String reason = differences.stream()
                    .filter(each -> each.aspect() == Aspect.INDEXES)
                    .filter(each -> (each.declared() + " ").contains(name + " ")
                            || each.declared().equals("no " + name))
                    .findFirst()
                    .map(Difference::sentence)
                    .orElse("");
            if (found.index(name).isPresent()) {
                draft.dangerous(region, new Change.RemoveIndex(name), reason, Danger.REMOVE_INDEX);
            }
            declared.index(name)
                    .ifPresent(index ->
                            draft.safe(region, new Change.AddIndex(index, types(index), declared.billing()), reason));
        }
    }

    /** Stores refuse types of attributes that no key uses, such as those of an index that comes next. */
    private SortedMap<String, AttributeType> types(Index index) {
        SortedMap<String, AttributeType> types = new TreeMap<>(declared.attributes());
        types.keySet().retainAll(index.key().attributes());
        return types;
    }

    private void expiry(ObservedTable found, String reason) {
        Optional<String> there = found.expiry().attribute();
        there.ifPresent(attribute -> draft.safe(region, new Change.SetExpiry(attribute, false), reason));
        declared.expiry().ifPresent(attribute -> draft.safe(region, new Change.SetExpiry(attribute, true), reason));
    }

    private void recovery(ObservedTable found, String reason) {
        if (found.recovery().isEmpty()) {
            draft.hindrance(region, "the store has no point-in-time recovery");
        } else if (declared.pointInTimeRecovery()) {
            draft.safe(region, new Change.SetRecovery(true), reason);
        } else {
            draft.dangerous(region, new Change.SetRecovery(false), reason, Danger.WEAKEN_PROTECTION);
        }
    }

    private void protection(String reason) {
        if (declared.deletionProtection()) {
            draft.safe(region, new Change.SetProtection(true), reason);
        } else {
            draft.dangerous(region, new Change.SetProtection(false), reason, Danger.WEAKEN_PROTECTION);
        }
    }

    private static String reason(List<Difference> differences, Aspect aspect) {
        return differences.stream()
                .filter(each -> each.aspect() == aspect)
                .findFirst()
                .map(Difference::sentence)
                .orElse("");
    }
}
