package dev.leeward.table;

import dev.leeward.item.ItemKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A sidecar that remembers what it last saw of the keys that were asked for most lately. */
public final class Recalling implements Sidecar {
    private final Sidecar sidecar;
    private final int most;
    private final Map<ItemKey, Entry> known;

    /**
     * Remembers.
     *
     * @param most how many entries; each takes about 1 KB
     */
    public Recalling(Sidecar sidecar, int most) {
        this.sidecar = sidecar;
        this.most = most;
        this.known = new LinkedHashMap<>(16, 0.75f, true);
    }

    @Override
    public Looked<Optional<Entry>> read(ItemKey key) {
        Looked<Optional<Entry>> looked = sidecar.read(key);
        if (looked instanceof Looked.Seen<Optional<Entry>>(Optional<Entry> entry)) remember(key, entry);
        return looked;
    }

    @Override
    public Written swap(ItemKey key, Optional<Entry> expected, Entry next) {
        Written written = sidecar.swap(key, expected, next);
        remember(key, written instanceof Written.Done ? Optional.of(next) : Optional.empty());
        return written;
    }

    @Override
    public Optional<Entry> recalled(ItemKey key) {
        synchronized (known) {
            return Optional.ofNullable(known.get(key));
        }
    }

    private void remember(ItemKey key, Optional<Entry> entry) {
        synchronized (known) {
            entry.ifPresentOrElse(seen -> known.put(key, seen), () -> known.remove(key));
            if (known.size() > most) known.remove(known.keySet().iterator().next());
        }
    }
}
