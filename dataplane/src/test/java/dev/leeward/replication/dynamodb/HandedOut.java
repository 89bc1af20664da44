package dev.leeward.replication.dynamodb;

import dev.leeward.dynamodb.Store;
import dev.leeward.fault.Problem;
import dev.leeward.stream.Description;
import dev.leeward.stream.Shard;
import dev.leeward.stream.dynamodb.Allotment;
import dev.leeward.stream.dynamodb.Allotments;
import dev.leeward.table.Looked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hands shards out to who takes part, in memory: each to one at a time by turns, children after their parents, and those of one
 * who leaves to the others.
 */
final class HandedOut implements Allotments {
    private final Map<String, List<String>> members = new HashMap<>();
    private final Map<String, Set<String>> ended = new HashMap<>();

    @Override
    public Optional<Problem> defect() {
        return Optional.empty();
    }

    @Override
    public synchronized Allotment open(Stake stake) {
        String stream = stake.address().region() + stake.stream().label();
        members.computeIfAbsent(stream, _ -> new ArrayList<>()).add(stake.me());
        ended.computeIfAbsent(stream, _ -> new HashSet<>());
        Store store = Store.open(stake.address());
        return new Allotment() {
            @Override
            public Set<String> held() {
                return stake.stream().describe(store) instanceof Looked.Seen<Description>(Description now)
                        ? held(now)
                        : Set.of();
            }

            private Set<String> held(Description now) {
                synchronized (HandedOut.this) {
                    var held = new HashSet<String>();
                    List<String> present = list(members, stream);
                    if (!present.contains(stake.me())) return held;
                    Set<String> over = set(ended, stream);
                    int turn = 0;
                    for (Shard shard : now.shards()) {
                        boolean isDue = shard.parent().flatMap(now::shard).map(Shard::id).stream()
                                .allMatch(over::contains);
                        if (over.contains(shard.id()) || !isDue) continue;
                        if (present.get(turn++ % present.size()).equals(stake.me())) held.add(shard.id());
                    }
                    return held;
                }
            }

            @Override
            public void ended(String shard, Set<String> children) {
                synchronized (HandedOut.this) {
                    set(ended, stream).add(shard);
                }
            }

            @Override
            public Optional<Problem> trouble() {
                return Optional.empty();
            }

            @Override
            public void close() {
                synchronized (HandedOut.this) {
                    list(members, stream).remove(stake.me());
                }
                store.close();
            }
        };
    }

    private static List<String> list(Map<String, List<String>> all, String stream) {
        return all.computeIfAbsent(stream, _ -> new ArrayList<>());
    }

    private static Set<String> set(Map<String, Set<String>> all, String stream) {
        return all.computeIfAbsent(stream, _ -> new HashSet<>());
    }
}
