package dev.leeward.config.source;

import java.util.List;

/** A piece of YAML that knows where it stands. */
public sealed interface Node {
    /** Where it begins. */
    Span span();

    /**
     * A single value.
     *
     * @param text as it reads once quotes and escapes are resolved
     * @param plain whether it stood without quotes, so that YAML may take it for a number, a truth value or nothing
     */
    record Scalar(String text, boolean plain, Span span) implements Node {
        /** What YAML 1.2 (core schema, section 10.3.2) takes it for. */
        public ScalarKind kind() {
            return plain ? ScalarKind.of(text) : ScalarKind.TEXT;
        }
    }

    /** Keys and values in the order of the text; may hold a key twice, which is for the reader to judge. */
    record Mapping(List<Entry> entries, Span span) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /** A key with its value. */
    record Entry(Scalar key, Node value) {}

    /** A list. */
    record Sequence(List<Node> items, Span span) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }
}
