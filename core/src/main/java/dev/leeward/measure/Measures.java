package dev.leeward.measure;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The measures of a service, in order.
 *
 * @param before traffic is steered
 * @param after everybody who answers for the targets was asked
 */
public record Measures(List<Measure> before, List<Measure> after) {
    /** Steering, and nothing besides. */
    public static final Measures NONE = new Measures(List.of(), List.of());

    public Measures {
        before = List.copyOf(before);
        after = List.copyOf(after);
        var names = new HashSet<MeasureId>();
        Stream.concat(before.stream(), after.stream()).forEach(measure -> {
            if (!names.add(measure.id())) throw new IllegalArgumentException(measure.id() + " stands there twice");
        });
    }

    /** All of them. */
    public Stream<Measure> all() {
        return Stream.concat(before.stream(), after.stream());
    }
}
