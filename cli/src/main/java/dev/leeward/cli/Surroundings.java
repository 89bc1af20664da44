package dev.leeward.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * What the command finds around it, so that tests can be another place.
 *
 * @param environment its variables
 * @param terminal whether a person sits at it
 * @param answers what that person types
 */
record Surroundings(Map<String, String> environment, boolean terminal, BufferedReader answers) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    // With JDK 25 there is no console again where input or output is no terminal; JDK 22 to 24 always had one.
    @SuppressWarnings("SystemConsoleNull")
    static Surroundings ofThisProcess() {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        var charset = console == null ? Charset.defaultCharset() : console.charset();
        return new Surroundings(
                System.getenv(), terminal, new BufferedReader(new InputStreamReader(System.in, charset)));
    }

    /** Whether output may have colours: only on a terminal, and see no-color.org. */
    boolean colours() {
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }
}
