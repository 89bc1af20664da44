package dev.leeward.api;

import dev.leeward.api.body.Names;
import dev.leeward.decision.Rule;
import java.util.Arrays;
import java.util.List;

/** The rules by their outside names. */
public final class Rules {
    private Rules() {}

    /** All of them. */
    public static List<String> names() {
        return Arrays.stream(Rule.values()).map(Names::of).toList();
    }

    /** Those that a person may override. */
    public static List<String> overridable() {
        return Arrays.stream(Rule.values())
                .filter(Rule::overridable)
                .map(Names::of)
                .toList();
    }
}
