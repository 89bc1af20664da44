package dev.leeward.format;

import dev.leeward.steering.Epoch;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Makes the domain's records from a JSON tree. Keys that this version does not know are skipped, since newer versions add
 * optional ones; a kind or constant that it does not know, or a part that is missing, is unreadable.
 */
final class RecordReader {
    private RecordReader() {}

    static Object read(Type type, JsonNode from, String path) throws UnreadableException {
        if (type instanceof ParameterizedType generic) return readGeneric(generic, from, path);
        var wanted = (Class<?>) type;
        if (wanted == String.class) return text(from, path);
        if (wanted == boolean.class) return truth(from, path);
        if (wanted == long.class) return whole(from, path);
        if (wanted == int.class) return narrow(whole(from, path), path);
        if (wanted == Epoch.class) return Layout.of(Epoch.class).make(new Object[] {whole(from, path)}, path);
        if (wanted.isSealed()) return readKind(wanted, from, path);
        if (wanted.isRecord() && Tags.name(wanted).isEmpty()) return readRecord(wanted, from, path);
        return parse(wanted, text(from, path), path);
    }

    private static Object readGeneric(ParameterizedType type, JsonNode from, String path) throws UnreadableException {
        var arguments = type.getActualTypeArguments();
        var raw = type.getRawType();
        if (raw == Optional.class) return Optional.of(read(arguments[0], from, path));
        if (raw == List.class) return readList(arguments[0], from, path);
        if (raw == Set.class) return new HashSet<>(readList(arguments[0], from, path));
        if (raw == Map.class) return readMap((Class<?>) arguments[0], arguments[1], from, path);
        throw new IllegalArgumentException("no way to read a " + type);
    }

    private static List<Object> readList(Type of, JsonNode from, String path) throws UnreadableException {
        if (!from.isArray()) throw new UnreadableException(path, "a list was expected");
        var list = new ArrayList<>();
        for (var element : from) list.add(read(of, element, path + "[" + list.size() + "]"));
        return List.copyOf(list);
    }

    private static Map<Object, Object> readMap(Class<?> keys, Type values, JsonNode from, String path)
            throws UnreadableException {
        mustBeObject(from, path);
        var map = new LinkedHashMap<>();
        for (var entry : from.properties()) {
            var at = path + "." + entry.getKey();
            map.put(parse(keys, entry.getKey(), at), read(values, entry.getValue(), at));
        }
        return map;
    }

    private static Object readKind(Class<?> sealed, JsonNode from, String path) throws UnreadableException {
        mustBeObject(from, path);
        var kinds = Tags.kinds(sealed);
        var tag = text(from.path(Tags.KEY), path + "." + Tags.KEY);
        var kind = kinds.get(tag);
        if (kind == null) {
            throw new UnreadableException(
                    path, "unknown type '%s'; this version knows %s".formatted(tag, new TreeSet<>(kinds.keySet())));
        }
        return readRecord(kind, from, path);
    }

    private static Object readRecord(Class<?> type, JsonNode from, String path) throws UnreadableException {
        mustBeObject(from, path);
        var layout = Layout.of(type);
        var parts = new ArrayList<>();
        for (var component : layout.declared()) parts.add(readPart(component, from, path));
        return layout.make(parts.toArray(), path);
    }

    private static Object readPart(RecordComponent component, JsonNode from, String path) throws UnreadableException {
        var at = path.isEmpty() ? component.getName() : path + "." + component.getName();
        var part = from.path(component.getName());
        if (!part.isMissingNode() && !part.isNull()) return read(component.getGenericType(), part, at);
        var type = component.getType();
        // Lines written before the part existed.
        if (type == Optional.class) return Optional.empty();
        if (type == List.class) return List.of();
        if (type == Set.class) return Set.of();
        if (type == Map.class) return Map.of();
        throw new UnreadableException(at, "is missing");
    }

    private static Object parse(Class<?> type, String text, String path) throws UnreadableException {
        try {
            if (type == String.class) return text;
            if (type == Instant.class) return Instant.parse(text);
            if (type == Duration.class) return Duration.parse(text);
            var name = Tags.name(type);
            if (name.isPresent()) return name.get().apply(text);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new UnreadableException(path, "'" + text + "' is no " + type.getSimpleName());
        }
        if (!type.isEnum()) throw new IllegalArgumentException("no way to read a " + type);
        for (var constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text)) return constant;
        }
        throw new UnreadableException(path, "unknown " + type.getSimpleName() + " '" + text + "'");
    }

    private static String text(JsonNode from, String path) throws UnreadableException {
        if (!from.isString()) throw new UnreadableException(path, "a text was expected");
        return from.stringValue();
    }

    private static boolean truth(JsonNode from, String path) throws UnreadableException {
        if (!from.isBoolean()) throw new UnreadableException(path, "true or false was expected");
        return from.booleanValue();
    }

    private static long whole(JsonNode from, String path) throws UnreadableException {
        if (!from.isIntegralNumber() || !from.canConvertToLong()) {
            throw new UnreadableException(path, "a whole number was expected");
        }
        return from.longValue();
    }

    private static int narrow(long number, String path) throws UnreadableException {
        if (number != (int) number) throw new UnreadableException(path, "the number is too large");
        return (int) number;
    }

    private static void mustBeObject(JsonNode from, String path) throws UnreadableException {
        if (!from.isObject()) throw new UnreadableException(path, "an object was expected");
    }
}
