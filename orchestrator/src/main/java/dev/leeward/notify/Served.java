package dev.leeward.notify;

import dev.leeward.journal.Entry;
import dev.leeward.journal.Event.NoticeDelivered;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which channels have a notice already. One that has a later notice of the same matter is done with all before it, even where
 * that did not get into the journal any more: sent again, a begin would come after its end.
 */
final class Served {
    private final Map<String, TreeMap<Long, Set<String>>> channels = new HashMap<>();

    private Served() {}

    /** By what {@code entries} say, in the journal's order. */
    static Served in(Collection<Entry> entries) {
        var served = new Served();
        var keys = new HashMap<Long, String>();
        for (var entry : entries) {
            Notice.of(entry).ifPresent(notice -> keys.put(notice.sequence(), notice.key()));
            if (!(entry.event() instanceof NoticeDelivered done)) continue;
            var key = keys.get(done.sequence());
            if (key != null) served.add(key, done);
        }
        return served;
    }

    private void add(String key, NoticeDelivered done) {
        channels.computeIfAbsent(key, _ -> new TreeMap<>())
                .computeIfAbsent(done.sequence(), _ -> new HashSet<>())
                .add(done.channel());
    }

    /** The channels that need {@code notice} no more. */
    Set<String> of(Notice notice) {
        var all = new HashSet<String>();
        channels.getOrDefault(notice.key(), new TreeMap<>())
                .tailMap(notice.sequence())
                .values()
                .forEach(all::addAll);
        return all;
    }
}
