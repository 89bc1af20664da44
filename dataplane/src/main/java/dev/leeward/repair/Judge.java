package dev.leeward.repair;

import dev.leeward.item.Item;
import dev.leeward.region.RegionName;
import dev.leeward.repair.Repair.Left;
import dev.leeward.repair.Repair.Way;
import dev.leeward.replication.Change;
import dev.leeward.table.Entry;
import dev.leeward.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides for one key which regions get which content, and what must be left to a person. Pure. */
final class Judge {
    private Judge() {}

    /** What is to be done, or why nothing is. */
    record Judgement(List<Repair> repairs, List<Left> left) {}

    static Judgement judge(Rule rule, List<Holding> holdings) {
        return switch (rule) {
            case Rule.From(RegionName region) -> from(region, holdings);
            case Rule.Newer _ -> newer(holdings);
        };
    }

    private static Judgement from(RegionName region, List<Holding> holdings) {
        Holding right = holdings.stream()
                .filter(holding -> holding.replica().region().equals(region))
                .findFirst()
                .orElseThrow();
        var repairs = new ArrayList<Repair>();
        for (Holding there : holdings) {
            if (there.content().equals(right.content())) continue;
            repairs.add(repair(there, right.content(), way(right, there), "as " + region + " has it"));
        }
        return new Judgement(repairs, List.of());
    }

    /** Where the chosen content has a version that the other region would take, it comes as that; else as a new write. */
    private static Way way(Holding right, Holding there) {
        // Without a sidecar it stood there before anybody counted: the lowest version there is.
        Optional<Version> version = right.entry().isEmpty() && right.item().isPresent()
                ? Optional.of(Version.ofOldRows(right.replica().region()))
                : right.version();
        return version.filter(own -> there.announced()
                        .filter(known -> known.compareTo(own) > 0)
                        .isEmpty())
                .<Way>map(own -> new Way.Copy(change(there, own, right.content()), true))
                .orElseGet(Way.LocalWrite::new);
    }

    private static Judgement newer(List<Holding> holdings) {
        Optional<Entry> top = holdings.stream()
                .flatMap(holding -> holding.entry().stream())
                .max(Comparator.comparing(Entry::version));
        if (top.isEmpty()) return left(holdings, "no region knows a version of it");
        Entry winner = top.get();
        // A deletion needs no content; any other does, from wherever it stands.
        Optional<Holding> bearer = holdings.stream()
                .filter(holding ->
                        holding.item().isPresent() && holding.digest().equals(winner.content()))
                .findFirst();
        if (winner.content().isPresent() && bearer.isEmpty()) {
            return left(holdings, "the content of its newest version, " + winner.version() + ", is nowhere");
        }
        Optional<Item> content = bearer.flatMap(Holding::content);
        var repairs = new ArrayList<Repair>();
        var left = new ArrayList<Left>();
        for (Holding there : holdings) {
            if (there.content().equals(content)) continue;
            boolean isKnown = there.isBlank() || there.version().isPresent();
            if (!isKnown && !there.isOverdue()) {
                left.add(left(there, "nobody knows the version of what it holds"));
                continue;
            }
            var way = new Way.Copy(change(there, winner.version(), content), !isKnown);
            repairs.add(repair(there, content, way, "version " + winner.version() + " is newer"));
        }
        return new Judgement(repairs, left);
    }

    /** That it had seen everything is what accuses nobody of a conflict. */
    private static Change change(Holding there, Version version, Optional<Item> content) {
        return new Change(there.key(), version, content, Optional.of(version));
    }

    private static Repair repair(Holding there, Optional<Item> content, Way way, String reason) {
        return new Repair(there.replica().region(), there.key(), content, there.item(), way, reason);
    }

    private static Judgement left(List<Holding> holdings, String reason) {
        return new Judgement(
                List.of(),
                holdings.stream()
                        .skip(1)
                        .filter(there ->
                                !there.content().equals(holdings.getFirst().content()))
                        .map(there -> left(there, reason))
                        .toList());
    }

    private static Left left(Holding there, String reason) {
        return new Left(there.replica().region(), there.key(), reason);
    }
}
