package dev.leeward.testkit;

import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the test of one actuator sets up for {@link ActuatorContract}: the actuator, its target, and a way around the
 * actuator to look at the target, to change it and to break it. A new rig starts with the endpoints of {@link #HOME}
 * standing at the target with the everyday TTL, no epoch and no fault.
 */
public interface ActuatorRig extends AutoCloseable {
    /** The service whose traffic is steered. */
    ServiceName SERVICE = new ServiceName("shop");

    /** The region that stands at a new target. */
    RegionName HOME = new RegionName("us-east");

    /** Where traffic goes. */
    RegionName AWAY = new RegionName("eu-central");

    /** A third region, in the default endpoints one without IPv6, so that a type has to go. */
    RegionName THIRD = new RegionName("ap-south");

    /** The actuator under test. */
    Actuator actuator();

    /** Another one on the same target, as a second orchestrator or the next process after a crash would have. */
    Actuator second();

    /** Endpoints of {@link #HOME} and {@link #AWAY}, and of {@link #THIRD} where the target can do that. */
    default Map<RegionName, Endpoints> endpoints() {
        return Map.of(
                HOME,
                endpoints("192.0.2.1", "2001:db8:1::1"),
                AWAY,
                endpoints("198.51.100.1", "2001:db8:2::1"),
                THIRD,
                Endpoints.of(RecordType.A, "203.0.113.1"));
    }

    /** The TTL that {@code choice} stands for at this target, none where it has no TTL. */
    Optional<Duration> ttl(TtlChoice choice);

    /** What stands at the target, learnt without the actuator. */
    Reading.Found standing();

    /** Sets the target to {@code values} as somebody else would: without the actuator, leaving its epoch alone. */
    void edit(SortedMap<RecordType, SortedSet<String>> values);

    /** Starts to watch every state the target passes through, where that can be seen. */
    default Optional<StateWatch> watch() {
        return Optional.empty();
    }

    /** Breaks the target until {@link #heal}; false where this rig cannot do that (the behaviour is skipped then). */
    default boolean inject(ActuatorFault fault) {
        return false;
    }

    /** Ends every fault. */
    default void heal() {}

    /** How many witnesses answer for the target. */
    default int witnesses() {
        return 1;
    }

    /** Whether one change is one transaction at the target, so that two actuators can race for it. */
    default boolean atomic() {
        return false;
    }

    /** Whether nothing at all can stand at the target. */
    default boolean canStandEmpty() {
        return true;
    }

    /** The time limit of calls that should work. */
    default Duration limit() {
        return Duration.ofSeconds(30);
    }

    /** The time limit of calls that meet a fault. */
    default Duration shortLimit() {
        return Duration.ofSeconds(2);
    }

    @Override
    void close();

    private static Endpoints endpoints(String v4, String v6) {
        var byType = new TreeMap<RecordType, SortedSet<String>>();
        byType.put(RecordType.A, new TreeSet<>(List.of(v4)));
        byType.put(RecordType.AAAA, new TreeSet<>(List.of(v6)));
        return new Endpoints(byType);
    }

    /** Collects the states a target passes through until it is closed. */
    interface StateWatch extends AutoCloseable {
        /** All values that were seen to stand there, oldest first. */
        List<SortedMap<RecordType, SortedSet<String>>> seen();

        @Override
        void close();
    }
}
