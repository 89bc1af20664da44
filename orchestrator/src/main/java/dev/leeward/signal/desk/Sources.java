package dev.leeward.signal.desk;

import dev.leeward.config.HookSettings;
import dev.leeward.signal.source.AlertmanagerSource;
import dev.leeward.signal.source.GenericSource;
import dev.leeward.signal.source.Source;

/** What reads the deliveries of each kind of source. */
public final class Sources {
    private Sources() {}

    /** The reader for {@code settings}. */
    public static Source of(HookSettings settings) {
        return switch (settings) {
            case HookSettings.Alertmanager alertmanager -> new AlertmanagerSource(alertmanager);
            case HookSettings.Generic generic -> new GenericSource(generic);
            default -> throw new IllegalStateException("not yet");
        };
    }
}
