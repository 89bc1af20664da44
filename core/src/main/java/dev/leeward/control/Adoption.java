package dev.leeward.control;

import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Reading;
import dev.leeward.steering.TargetId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a survey of a service's targets says. A node that starts without a journal takes the world as it is: it adopts
 * the region that the targets answer, and changes nothing (S18).
 *
 * @param active the one region whose endpoints every target answers
 * @param epoch the highest epoch that stands at any target
 * @param stands what each target answers, for people
 */
record Adoption(Optional<RegionName> active, Epoch epoch, Map<TargetId, String> stands) {

    /** Judges {@code readings}, which name every target of {@code service}. */
    static Adoption of(Service service, Map<TargetId, Reading> readings) {
        var stands = new TreeMap<TargetId, String>();
        for (var target : service.targets()) {
            var reading = readings.get(target);
            stands.put(target, reading == null ? "not read" : describe(service, reading));
        }
        var active = service.regions().stream()
                .filter(region -> isAgreed(service, readings, region))
                .map(Region::name)
                .findFirst();
        return new Adoption(active, highestEpoch(service, readings), stands);
    }

    private static Epoch highestEpoch(Service service, Map<TargetId, Reading> readings) {
        return readings.entrySet().stream()
                .filter(reading -> service.targets().contains(reading.getKey()))
                .flatMap(reading ->
                        reading.getValue() instanceof Reading.Found found ? Stream.of(found.epoch()) : Stream.empty())
                .max(Comparator.naturalOrder())
                .orElse(Epoch.NONE);
    }

    private static boolean isAgreed(Service service, Map<TargetId, Reading> readings, Region region) {
        return service.targets().stream().allMatch(target -> answers(readings.get(target), region));
    }

    private static boolean answers(@Nullable Reading reading, Region region) {
        return reading instanceof Reading.Found found && found.answers(region.endpoints());
    }

    /** What {@code reading} shows, naming the region where it is one's. */
    static String describe(Service service, Reading reading) {
        return switch (reading) {
            case Reading.Unreadable unreadable -> "unreadable, " + unreadable.problem();
            case Reading.Found found when found.values().isEmpty() -> "answers nothing";
            case Reading.Found found ->
                service.regions().stream()
                        .filter(r -> found.answers(r.endpoints()))
                        .min(Comparator.comparing(Region::name))
                        .map(r -> "answers " + r.name())
                        .orElseGet(() -> "answers " + found.values() + ", which is no region's");
        };
    }
}
