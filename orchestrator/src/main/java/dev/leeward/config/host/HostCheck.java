package dev.leeward.config.host;

import dev.leeward.config.ServerAddress;
import dev.leeward.probe.Check;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One thing the agent looks at.
 *
 * @param id under which it is told
 * @param interval from the end of one look to the start of the next
 * @param timeout hard deadline of one look
 */
public record HostCheck(String id, What what, Duration interval, Duration timeout) {
    /** What is looked at. */
    public sealed interface What {
        /** What probes look at too. */
        record Probed(Check check) implements What {}

        /**
         * The ping page of PHP-FPM, asked by FastCGI.
         *
         * @param socket a socket in the file system; empty: {@code address}
         * @param path {@code ping.path} of the pool
         * @param expect {@code ping.response} of the pool
         */
        record PhpFpm(Optional<Path> socket, Optional<ServerAddress> address, String path, String expect)
                implements What {}

        /** The process whose number stands in a file is there. */
        record PidFile(Path file) implements What {}

        /** A unit of systemd is active. */
        record Unit(String name) implements What {}

        /**
         * Enough room.
         *
         * @param path anything on the file system
         * @param leastPercent of its size that must be free
         * @param leastBytes that must be free besides
         */
        record Disk(Path path, int leastPercent, long leastBytes) implements What {}
    }

    /** Whether it says something of the application itself, and not only of what the application needs. */
    public boolean isOfTheApplication() {
        return switch (what) {
            case What.Disk _ -> false;
            case What.Probed(Check check) -> !(check instanceof Check.Store);
            case What.PhpFpm _, What.PidFile _, What.Unit _ -> true;
        };
    }
}
