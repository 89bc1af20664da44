package dev.leeward.secret;

import java.util.Map;
import java.util.Optional;

/** Where {@code ${env:NAME}} looks. */
@FunctionalInterface
public interface Environment {
    /** The value of the variable {@code name}, if it is set. */
    Optional<String> value(String name);

    /** The variables of this process. */
    static Environment ofProcess() {
        return of(System.getenv());
    }

    /** These variables and no others. */
    static Environment of(Map<String, String> variables) {
        return name -> Optional.ofNullable(variables.get(name));
    }
}
