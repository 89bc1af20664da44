package dev.leeward.format;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What a record consists of, looked up once per class. */
final class Layout {
    private static final ClassValue<Layout> KNOWN = new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
            return new Layout(type);
        }
    };

    private final List<RecordComponent> declared;
    private final List<RecordComponent> sorted;
    private final Constructor<?> constructor;

    private Layout(Class<?> type) {
        declared = List.of(type.getRecordComponents());
        sorted = declared.stream()
                .sorted(Comparator.comparing(RecordComponent::getName))
                .toList();
        constructor = constructor(type, declared);
    }

    static Layout of(Class<?> type) {
        return KNOWN.get(type);
    }

    /** In the order of the declaration. */
    List<RecordComponent> declared() {
        return declared;
    }

    /** In the order of the names. */
    List<RecordComponent> sorted() {
        return sorted;
    }

    /** Makes a record; {@code path} is where its parts were read, for the message if it refuses them. */
    Object make(Object[] parts, String path) throws UnreadableException {
        try {
            return constructor.newInstance(parts);
        } catch (InvocationTargetException e) {
            // The record's own rules: what is written is not what this version takes for one.
            throw new UnreadableException(path, String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + constructor.getDeclaringClass(), e);
        }
    }

    static Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component + " of " + of.getClass(), e);
        }
    }

    private static Constructor<?> constructor(Class<?> type, List<RecordComponent> components) {
        var types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor: " + type + Arrays.toString(types), e);
        }
    }
}
