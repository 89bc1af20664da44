package dev.leeward.config.source;

import java.util.Optional;

/**
 * Something about a configuration file that a person should know.
 *
 * @param file as the person named it
 * @param span where
 * @param path the way through the keys, {@code services.shop.regions.us-east.probes[0].http.url}; empty: the whole file
 * @param sentence what is the matter; never holds a secret
 * @param advice what to do
 * @param frame the line itself with a pointer below, secrets covered
 */
public record Remark(
        Severity severity,
        String file,
        Span span,
        String path,
        String sentence,
        Optional<String> advice,
        Optional<String> frame) {
    /** How bad it is. */
    public enum Severity {
        /** The file cannot be used. */
        ERROR,
        /** The file can be used; a person should look. */
        WARNING
    }

    /** Whether the file cannot be used because of this. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code shop.yaml:12:7: services.shop.detection.intervall: unknown key; did you mean "interval"?} */
    public String headline() {
        return file + ":" + span.line() + ":" + span.column() + ": "
                + (isError() ? "" : "warning: ")
                + (path.isEmpty() ? "" : path + ": ")
                + sentence
                + advice.map(a -> "; " + a).orElse("");
    }

    /** The headline and, below it, the line of the file. */
    @Override
    public String toString() {
        return headline() + frame.map(f -> System.lineSeparator() + f).orElse("");
    }
}
