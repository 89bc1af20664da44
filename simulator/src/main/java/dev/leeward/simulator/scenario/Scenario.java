package dev.leeward.simulator.scenario;

import java.time.Duration;
import java.util.List;

/**
 * What happens, from the moment at which all is well.
 *
 * @param name what it is called
 * @param about a sentence for people
 * @param length how long it is watched
 */
public record Scenario(String name, String about, Duration length, List<Incident> incidents) {
    /** The longest. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /** More incidents nobody would read. */
    public static final int MOST_INCIDENTS = 1_000;

    /** More blows of one flapping region would only take time. */
    public static final int MOST_BLOWS = 10_000;

    public Scenario {
        incidents = List.copyOf(incidents);
        if (incidents.size() > MOST_INCIDENTS) throw new IllegalArgumentException("more incidents than allowed");
        if (length.compareTo(LONGEST) > 0) throw new IllegalArgumentException("longer than allowed");
    }

    /** When the last incident is over at the latest; for one without an end, when it begins. */
    public static Duration end(List<Incident> incidents) {
        return incidents.stream()
                .map(each -> each.at().plus(each.jitter()).plus(each.lasts().orElse(Duration.ZERO)))
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }
}
