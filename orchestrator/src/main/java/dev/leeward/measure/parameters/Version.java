package dev.leeward.measure.parameters;

import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;

/** One version of a parameter. Its value is never shown. */
record Version(ParameterHistory raw) {
    long number() {
        return Objects.requireNonNullElse(raw.version(), 0L);
    }

    boolean holds(String value) {
        return value.equals(raw.value());
    }

    String description() {
        return Objects.requireNonNullElse(raw.description(), "");
    }

    /** Of the move that wrote it, or one before it. */
    Optional<Mark> mark() {
        return Mark.in(description());
    }

    /** Of the move that wrote it. */
    Optional<Mark> ownMark() {
        return mark().filter(mark -> mark.version() == number());
    }

    @Override
    public String toString() {
        return "version " + number();
    }
}
