package dev.leeward.stream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which shards may be read now: those whose parents were read to their end, since a key's changes go on where the parent ended.
 *
 * @param readable in the order of the description; shards that are read already are among them
 * @param gaps what is missing for good
 */
public record Lineage(List<String> readable, List<Gap> gaps) {
    public Lineage {
        readable = List.copyOf(readable);
        gaps = List.copyOf(gaps);
    }

    /** Judges a description by what is remembered. */
    public static Lineage of(Description now, Memory memory) {
        Optional<String> former = memory.label().filter(label -> !label.equals(now.label()));
        if (former.isPresent()) {
            return new Lineage(List.of(), List.of(new Gap.Renewed(former.get(), now.label())));
        }
        var gone = new HashSet<String>();
        memory.begun().stream()
                .filter(id -> !memory.finished().contains(id) && now.shard(id).isEmpty())
                .forEach(gone::add);
        var readable = new ArrayList<String>();
        for (Shard shard : now.shards()) {
            if (memory.finished().contains(shard.id())) continue;
            switch (waitsFor(shard, now, memory)) {
                case Wait.None _ -> readable.add(shard.id());
                case Wait.Parent _ -> {}
                case Wait.Forever(String lost) -> gone.add(lost);
            }
        }
        return new Lineage(
                readable, gone.stream().sorted().<Gap>map(Gap.Vanished::new).toList());
    }

    private static Wait waitsFor(Shard shard, Description now, Memory memory) {
        Optional<String> parent = shard.parent().filter(id -> !isOwnAncestor(shard, now));
        if (parent.isEmpty() || memory.finished().contains(parent.get())) return new Wait.None();
        if (now.shard(parent.get()).isPresent()) return new Wait.Parent();
        // What a stream no longer had when we came to it is no gap of ours, and what was begun had its parent behind
        // it.
        boolean isFirstTime = memory.label().isEmpty();
        if (isFirstTime || memory.begun().contains(shard.id())) return new Wait.None();
        return new Wait.Forever(parent.get());
    }

    /** Stores have described such graphs. Nobody would ever read them; without the parent they can be. */
    private static boolean isOwnAncestor(Shard shard, Description now) {
        Set<String> seen = new HashSet<>();
        Optional<Shard> next = Optional.of(shard);
        while (next.isPresent()) {
            if (!seen.add(next.get().id())) return next.get().id().equals(shard.id());
            next = next.get().parent().flatMap(now::shard);
        }
        return false;
    }

    private sealed interface Wait {
        record None() implements Wait {}

        record Parent() implements Wait {}

        record Forever(String lost) implements Wait {}
    }
}
