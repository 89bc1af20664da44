package dev.leeward.declared;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names of the attributes that items are found by.
 *
 * @param partition the partition key
 * @param sort the sort key, where there is one
 */
public record Key(String partition, Optional<String> sort) {
    /** A key of one attribute. */
    public static Key of(String partition) {
        return new Key(partition, Optional.empty());
    }

    /** A key of two attributes. */
    public static Key of(String partition, String sort) {
        return new Key(partition, Optional.of(sort));
    }

    /** Its attributes, the partition key first. */
    public List<String> attributes() {
        return Stream.concat(Stream.of(partition), sort.stream()).toList();
    }

    @Override
    public String toString() {
        return String.join(" + ", attributes());
    }
}
