package dev.leeward.format;

import dev.leeward.steering.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Writes values as JSON in exactly one way: the JSON Canonicalization Scheme (RFC 8785) for what occurs here. Keys are
 * sorted by UTF-16 code units, nothing is escaped that need not be, there is no white space. Two limits: numbers are
 * whole and written in full (the scheme agrees up to 2^53), anything else is refused; and half of a surrogate pair,
 * which the scheme forbids, becomes U+FFFD, so that garbage in a probe's answer cannot keep an event out of the journal.
 *
 * <p>An absent optional is left out; instants and durations are written as in ISO 8601, enums as their constants, sets in
 * the order of their elements' text.
 */
public final class CanonicalJson {
    private static final char REPLACEMENT = '\ufffd';

    private final StringBuilder out = new StringBuilder(256);

    private CanonicalJson() {}

    /** The canonical text of {@code value}: a record of the domain, a collection, a tree, or a simple value. */
    public static String of(Object value) {
        var writer = new CanonicalJson();
        writer.write(value);
        return writer.out.toString();
    }

    private void write(Object value) {
        switch (value) {
            case String text -> quote(text);
            case Long number -> out.append(number.longValue());
            case Integer number -> out.append(number.intValue());
            case Boolean yes -> out.append(yes.booleanValue());
            case Instant at -> quote(at.toString());
            case Duration length -> quote(length.toString());
            case Enum<?> constant -> quote(constant.name());
            case Optional<?> optional -> write(optional.orElseThrow());
            case Set<?> set -> list(set.stream().map(CanonicalJson::of).sorted().toList());
            case List<?> list -> list(list.stream().map(CanonicalJson::of).toList());
            case Map<?, ?> map -> map(map);
            case Epoch epoch -> out.append(epoch.value());
            case Record domain -> domain(domain);
            case JsonNode tree -> tree(tree);
            default -> throw new IllegalArgumentException("cannot be written: " + value.getClass());
        }
    }

    private void list(List<String> written) {
        out.append('[').append(String.join(",", written)).append(']');
    }

    private void map(Map<?, ?> map) {
        var sorted = new TreeMap<String, Object>();
        map.forEach((key, value) -> sorted.put(key(key), value));
        object(sorted);
    }

    private static String key(Object key) {
        return wellFormed(key instanceof Enum<?> constant ? constant.name() : key.toString());
    }

    private void domain(Record value) {
        if (Tags.name(value.getClass()).isPresent()) {
            quote(value.toString());
            return;
        }
        var parts = new TreeMap<String, Object>();
        tag(value.getClass()).ifPresent(tag -> parts.put(Tags.KEY, tag));
        for (var component : Layout.of(value.getClass()).sorted()) {
            parts.put(component.getName(), Layout.value(component, value));
        }
        object(parts);
    }

    private static Optional<String> tag(Class<?> type) {
        var tag = Tags.tag(type);
        if (tag.isEmpty() && Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed)) {
            throw new IllegalStateException(type + " is one of several kinds and needs a tag");
        }
        return tag;
    }

    private void object(SortedMap<String, Object> sorted) {
        out.append('{');
        boolean first = true;
        for (var part : sorted.entrySet()) {
            if (part.getValue() instanceof Optional<?> optional && optional.isEmpty()) continue;
            if (!first) out.append(',');
            first = false;
            quote(part.getKey());
            out.append(':');
            write(part.getValue());
        }
        out.append('}');
    }

    private void tree(JsonNode tree) {
        if (tree.isObject()) {
            var sorted = new TreeMap<String, Object>();
            tree.properties().forEach(property -> sorted.put(property.getKey(), property.getValue()));
            object(sorted);
        } else if (tree.isArray()) {
            list(tree.valueStream().map(CanonicalJson::of).toList());
        } else if (tree.isString()) {
            quote(tree.stringValue());
        } else if (tree.isNull()) {
            out.append("null");
        } else if (tree.isBoolean() || tree.isIntegralNumber()) {
            out.append(tree.asString());
        } else {
            throw new IllegalArgumentException("cannot be written: " + tree.getNodeType());
        }
    }

    private void quote(String text) {
        out.append('"');
        for (char c : wellFormed(text).toCharArray()) append(c);
        out.append('"');
    }

    private static String wellFormed(String text) {
        var well = new StringBuilder(text);
        for (int i = 0; i < well.length(); i++) {
            if (!Character.isSurrogate(well.charAt(i))) continue;
            if (i + 1 < well.length() && Character.isSurrogatePair(well.charAt(i), well.charAt(i + 1))) i++;
            else well.setCharAt(i, REPLACEMENT);
        }
        return well.toString();
    }

    private void append(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < ' ') out.append("\\u%04x".formatted((int) c));
                else out.append(c);
            }
        }
    }
}
