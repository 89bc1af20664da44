package dev.leeward.config.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one file with settings that the agent may write, and what makes the application take them.
 *
 * @param keys what may be set: names, or beginnings of names that end in {@code *}
 * @param restart units that are restarted after a change
 * @param reload units that are reloaded
 * @param commands programs that are run, for applications without units; each with its arguments
 * @param proof the checks that must be well again; empty: all that are of the application
 * @param within how long that may take
 * @param rollBack whether the file of before comes back where the new one breaks the application
 */
public record EnvironmentSettings(
        Path file,
        List<String> keys,
        List<String> restart,
        List<String> reload,
        List<List<String>> commands,
        List<String> proof,
        Duration within,
        boolean rollBack) {
    public EnvironmentSettings {
        keys = List.copyOf(keys);
        restart = List.copyOf(restart);
        reload = List.copyOf(reload);
        commands = List.copyOf(commands);
        proof = List.copyOf(proof);
    }

    /** Every unit that takes its settings from the file. */
    public List<String> units() {
        return Stream.concat(restart.stream(), reload.stream()).toList();
    }

    /** Whether {@code key} may be set. */
    public boolean allows(String key) {
        return keys.stream()
                .anyMatch(each ->
                        each.endsWith("*") ? key.startsWith(each.substring(0, each.length() - 1)) : each.equals(key));
    }
}
