package dev.leeward.testkit;

import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Epoch;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes random instances of the domain's records by reflection, nested and sealed types included, so that a new event
 * is tested from the day it is written. The same seed gives the same instances.
 */
public final class RandomRecords {
    private static final int MOST_ELEMENTS = 3;
    private static final int MOST_TRIES = 100;
    private static final List<String> WORDS = List.of(
            "shop",
            "www.example.com answers 192.0.2.1",
            "\"quoted\" \\ back/slash",
            "tab\there, line\nthere, \r\u0000\u001f\u007f",
            "Zürich — 東京 — 🌊",
            "\u2028\u2029\ufeff",
            "{\"type\":\"looks-like-json\"}");

    private final RandomGenerator random;
    private final Map<Class<?>, Supplier<Object>> makers = new HashMap<>();

    /** Instances from {@code seed}. */
    public RandomRecords(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        makers.put(String.class, this::text);
        makers.put(boolean.class, random::nextBoolean);
        makers.put(int.class, () -> random.nextInt(1_000));
        makers.put(long.class, () -> random.nextLong(1L << random.nextInt(1, 53)));
        makers.put(double.class, random::nextDouble);
        makers.put(Instant.class, () -> Instant.ofEpochSecond(random.nextLong(4_000_000_000L), nanos()));
        makers.put(Duration.class, () -> Duration.ofSeconds(random.nextLong(1_000_000L), nanos()));
        makers.put(ServiceName.class, () -> new ServiceName("shop-" + random.nextInt(1_000)));
        makers.put(RegionName.class, () -> new RegionName("us-east-" + random.nextInt(1_000)));
        makers.put(Epoch.class, () -> new Epoch(random.nextLong(1_000)));
    }

    /** The seed to use: the system property {@code leeward.seed}, or a fresh one. Print it with every failure. */
    public static long seed() {
        return Long.getLong("leeward.seed", System.nanoTime());
    }

    /** Every record that {@code sealed} permits, at any depth. */
    public static List<Class<?>> variants(Class<?> sealed) {
        if (!sealed.isSealed()) return List.of(sealed);
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(permitted -> variants(permitted).stream())
                .distinct()
                .toList();
    }

    /** A random instance of {@code type}: a record, enum, sealed interface or a simple value. */
    public <T> T next(Class<T> type) {
        return type.cast(make(type));
    }

    private Object make(Type type) {
        if (type instanceof ParameterizedType generic) return makeGeneric(generic);
        var wanted = (Class<?>) type;
        var maker = makers.get(wanted);
        if (maker != null) return maker.get();
        if (wanted.isEnum()) return pick(List.of(wanted.getEnumConstants()));
        if (wanted.isSealed()) return make(pick(variants(wanted)));
        if (wanted.isRecord()) return makeRecord(wanted);
        throw new IllegalArgumentException("no way to make a " + type);
    }

    private Object makeGeneric(ParameterizedType type) {
        var arguments = type.getActualTypeArguments();
        var raw = (Class<?>) type.getRawType();
        if (raw == Optional.class) return random.nextBoolean() ? Optional.empty() : Optional.of(make(arguments[0]));
        if (raw == List.class) return several(arguments[0]);
        if (raw == Set.class) return new HashSet<>(several(arguments[0]));
        if (raw == Map.class) {
            var map = new HashMap<Object, Object>();
            several(arguments[0]).forEach(key -> map.put(key, make(arguments[1])));
            return map;
        }
        throw new IllegalArgumentException("no way to make a " + type);
    }

    private List<Object> several(Type type) {
        var list = new ArrayList<Object>();
        for (int left = random.nextInt(MOST_ELEMENTS + 1); left > 0; left--) list.add(make(type));
        return list;
    }

    private Object makeRecord(Class<?> type) {
        var components = type.getRecordComponents();
        var constructor = constructor(type, components);
        for (int tries = 1; ; tries++) {
            var arguments = Arrays.stream(components)
                    .map(RecordComponent::getGenericType)
                    .map(this::make)
                    .toArray();
            try {
                return constructor.newInstance(arguments);
            } catch (InvocationTargetException e) {
                // The record refuses this combination; another one will do.
                if (tries == MOST_TRIES) throw new IllegalStateException("no " + type + " accepted", e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot make a " + type, e);
            }
        }
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent[] components) {
        try {
            return type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor: " + type, e);
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String text() {
        return pick(WORDS) + random.nextInt(1_000);
    }

    private long nanos() {
        return random.nextBoolean() ? 0 : random.nextLong(1_000_000_000L);
    }
}
