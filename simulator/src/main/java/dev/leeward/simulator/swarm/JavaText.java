package dev.leeward.simulator.swarm;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Values written as the Java expression that makes them: records and all that they hold here. */
final class JavaText {
    private JavaText() {}

    static String of(Object value) {
        return switch (value) {
            case Record made -> record(made);
            case Enum<?> one -> name(one.getDeclaringClass()) + "." + one.name();
            case String text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            case Long number -> number + "L";
            case Duration length -> "Duration.parse(\"" + length + "\")";
            case LocalTime time -> "LocalTime.parse(\"" + time + "\")";
            case ZoneId zone -> "ZoneId.of(\"" + zone + "\")";
            case Optional<?> maybe ->
                maybe.map(some -> "Optional.of(" + of(some) + ")").orElse("Optional.empty()");
            case SortedMap<?, ?> map -> "new TreeMap<>(" + map(map) + ")";
            case SortedSet<?> set -> "new TreeSet<>(" + list("List", set) + ")";
            case Map<?, ?> map -> map(map);
            case Collection<?> all -> list(all instanceof Set ? "Set" : "List", all);
            default -> String.valueOf(value);
        };
    }

    private static String map(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> of(entry.getKey()) + ", " + of(entry.getValue()))
                .collect(Collectors.joining(", ", "Map.of(", ")"));
    }

    private static String list(String kind, Collection<?> all) {
        return all.stream().map(JavaText::of).collect(Collectors.joining(", ", kind + ".of(", ")"));
    }

    private static String record(Record made) {
        return Arrays.stream(made.getClass().getRecordComponents())
                .map(component -> {
                    try {
                        var get = component.getAccessor();
                        get.setAccessible(true);
                        return of(get.invoke(made));
                    } catch (IllegalAccessException | InvocationTargetException e) {
                        throw new IllegalStateException("cannot read " + component, e);
                    }
                })
                .collect(Collectors.joining(", ", "new " + name(made.getClass()) + "(", ")"));
    }

    private static String name(Class<?> type) {
        var outer = type.getDeclaringClass();
        return outer == null ? type.getSimpleName() : name(outer) + "." + type.getSimpleName();
    }
}
