package dev.leeward.probe;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A text with places in it for what earlier steps of a flow captured.
 *
 * @param pieces one after the other
 */
public record Template(List<Piece> pieces) {
    public Template {
        pieces = List.copyOf(pieces);
    }

    /** A part of the text. */
    public sealed interface Piece {
        /** How it is shown to people. */
        String shown();
    }

    /** Stands there as it is. */
    public record Text(String text) implements Piece {
        @Override
        public String shown() {
            return text;
        }
    }

    /**
     * A secret.
     *
     * @param text what is sent, in which it is escaped already
     * @param plain the secret itself, so that no answer that repeats it is shown
     */
    public record Hidden(String text, String plain) implements Piece {
        @Override
        public String shown() {
            return "***";
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /**
     * What was captured under {@code name}.
     *
     * @param into how it has to be escaped here
     */
    public record Captured(String name, Into into) implements Piece {
        @Override
        public String shown() {
            return "{" + name + "}";
        }
    }

    /** What surrounds a place, and so how what is put there is escaped. */
    public enum Into {
        /** Nothing is escaped. */
        TEXT,
        /** A part of a path or a query: everything but letters, digits and {@code -._~} (RFC 3986, section 2.3). */
        ADDRESS_PART,
        /** A whole address, absolute or not. */
        ADDRESS,
        /** The value of a field of a form (application/x-www-form-urlencoded). */
        FORM,
        /** The inside of a JSON string. */
        JSON_STRING,
        /** A JSON value: numbers stay numbers. */
        JSON_VALUE
    }

    /** Nothing but {@code text}. */
    public static Template of(String text) {
        return new Template(List.of(new Text(text)));
    }

    /** For people: secrets as {@code ***}, places as {@code {name}}. */
    public String shown() {
        return pieces.stream().map(Piece::shown).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return shown();
    }
}
