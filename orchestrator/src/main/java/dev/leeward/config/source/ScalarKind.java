package dev.leeward.config.source;

import java.util.regex.Pattern;

/**
 * What YAML 1.2 takes an unquoted value for (core schema, section 10.3.2). Words such as {@code no} and {@code on} are
 * texts there; in YAML 1.1 they were truth values.
 */
public enum ScalarKind {
    TEXT("text"),
    WHOLE("a number"),
    DECIMAL("a number"),
    TRUTH("a truth value"),
    NOTHING("nothing");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern DECIMAL_NUMBER = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");
    private static final Pattern TRUTH_VALUE = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern NO_VALUE = Pattern.compile("null|Null|NULL|~|");

    private final String words;

    ScalarKind(String words) {
        this.words = words;
    }

    static ScalarKind of(String plain) {
        if (WHOLE_NUMBER.matcher(plain).matches()) return WHOLE;
        if (DECIMAL_NUMBER.matcher(plain).matches()) return DECIMAL;
        if (TRUTH_VALUE.matcher(plain).matches()) return TRUTH;
        return NO_VALUE.matcher(plain).matches() ? NOTHING : TEXT;
    }

    /** How a person calls it, within a sentence. */
    public String words() {
        return words;
    }
}
