package dev.leeward.config.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What fencing means on this host. Each part is optional; without any, fencing only turns health to no.
 *
 * @param flag a file that is there while the fence is held, for the application to look at
 * @param on a program that turns maintenance on; run again whenever the fence is looked after, so it must bear that
 * @param off the program that turns it off
 * @param stop units that are stopped, and stopped again if they come back
 * @param every how often the fence is looked after
 */
public record FenceSettings(
        Optional<Path> flag, Optional<List<String>> on, Optional<List<String>> off, List<String> stop, Duration every) {
    public FenceSettings {
        on = on.map(List::copyOf);
        off = off.map(List::copyOf);
        stop = List.copyOf(stop);
    }
}
