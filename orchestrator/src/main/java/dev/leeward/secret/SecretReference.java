package dev.leeward.secret;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says where a secret stands: {@code ${env:NAME}}, {@code ${file:PATH}}, {@code ${ssm:NAME}} or {@code ${secretsmanager:NAME}}.
 *
 * @param kind {@code env}, {@code file}, {@code ssm}, {@code secretsmanager}, or another word, which {@link Secrets} will not know
 * @param what the name, the path or the ARN
 */
public record SecretReference(String kind, String what) {
    private static final Pattern SHAPE = Pattern.compile("\\$\\{([A-Za-z0-9_-]+):([^}]+)}");

    /** Finds references within a text. Group 1 is the kind, group 2 the rest. */
    public static final Pattern ANYWHERE = Pattern.compile("(?<!\\$)" + SHAPE.pattern());

    /** Reads {@code text} if it is one reference and nothing else. */
    public static Optional<SecretReference> parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        return shape.matches()
                ? Optional.of(new SecretReference(shape.group(1), shape.group(2).strip()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "${" + kind + ":" + what + "}";
    }
}
