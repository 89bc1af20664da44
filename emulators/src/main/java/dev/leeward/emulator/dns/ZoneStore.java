package dev.leeward.emulator.dns;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.xbill.DNS.Name;

/** The newest version of each zone. Thread-safe; several servers may serve from one store. */
public final class ZoneStore {
    private final Map<Name, Zone> zones = new ConcurrentHashMap<>();
    private final List<Consumer<Zone>> watchers = new CopyOnWriteArrayList<>();

    /** Replaces the zone, whole: no reader ever sees half of it. */
    public void publish(Zone zone) {
        zones.put(zone.origin(), zone);
        watchers.forEach(each -> each.accept(zone));
    }

    /** Tells every version that is published from now on, in the thread that publishes it; returns how to stop that. */
    public Runnable watch(Consumer<Zone> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Stops serving a zone; its names are refused from now on. */
    public void withdraw(Name origin) {
        zones.remove(origin);
    }

    /** The version being served of a zone. */
    public Optional<Zone> zone(Name origin) {
        return Optional.ofNullable(zones.get(origin));
    }

    /** Everything as it stands at this moment. */
    Map<Name, Zone> snapshot() {
        return Map.copyOf(zones);
    }
}
