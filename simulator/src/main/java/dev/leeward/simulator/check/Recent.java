package dev.leeward.simulator.check;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the newest few: a simulated century must not fill the memory. */
final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    Recent(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
