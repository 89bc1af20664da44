package dev.leeward.config.load;

import dev.leeward.config.source.Node;
import dev.leeward.declared.Replication;
import dev.leeward.declared.WatchedMetric;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads which alarms a table needs: {@code required}, which is all that it can have, or a list. */
final class AlarmReading {
    private static final String ALL = "required";

    private AlarmReading() {}

    static Set<WatchedMetric> read(Cell cell, Replication replication) {
        boolean isGlobal = replication instanceof Replication.GlobalTables;
        var all = EnumSet.allOf(WatchedMetric.class);
        if (!isGlobal) all.remove(WatchedMetric.REPLICATION_LATENCY);
        if (cell.scalar().map(Node.Scalar::text).filter(ALL::equals).isPresent()) return Set.copyOf(all);
        Optional<List<Cell>> items = cell.items("what needs an alarm, or `required`");
        var named = EnumSet.noneOf(WatchedMetric.class);
        for (Cell item : items.orElse(List.of())) {
            Values.choice(words()).parse(item).ifPresent(metric -> {
                if (all.contains(metric)) named.add(metric);
                else item.wrong("means nothing without replication: global-tables", "add that, or remove this");
            });
        }
        return Set.copyOf(named);
    }

    private static Map<String, WatchedMetric> words() {
        Map<String, WatchedMetric> words = new LinkedHashMap<>();
        for (WatchedMetric metric : WatchedMetric.values()) words.put(Words.of(metric), metric);
        return words;
    }
}
