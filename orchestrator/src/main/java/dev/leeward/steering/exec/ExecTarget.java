package dev.leeward.steering.exec;

import dev.leeward.steering.TargetId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command, and where it runs.
 *
 * @param name what this target is called, unique among the targets of a service
 * @param command the program and its first arguments; the verb is added as the last one. No shell reads it
 * @param directory the working directory
 * @param environment variables that the command gets in addition to PATH, HOME, LANG and {@code LEEWARD_*}; may be secret
 * @param timeout the longest that one run may take, however much time the caller has
 */
public record ExecTarget(
        String name, List<String> command, Path directory, Map<String, String> environment, Duration timeout) {
    public ExecTarget {
        if (name.isBlank()) throw new IllegalArgumentException("a command target needs a name");
        command = List.copyOf(command);
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        environment = Map.copyOf(environment);
        if (timeout.isNegative() || timeout.isZero())
            throw new IllegalArgumentException("a run needs time: " + timeout);
    }

    /** What this target is called everywhere else. */
    public TargetId id() {
        return new TargetId("exec:" + name);
    }

    /** Without arguments and values, which may be secret. */
    @Override
    public String toString() {
        return id() + " (" + command.getFirst() + ", " + new TreeMap<>(environment).keySet() + ")";
    }
}
