package dev.leeward.testkit;

import static dev.leeward.testkit.ActuatorRig.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leeward.fault.FaultCode;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.Verification;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The rig of one test of {@link ActuatorContract}, and what its behaviours are told with. */
abstract class ActuatorScene {
    /** What a limit may be exceeded by on a busy machine. */
    private static final Duration SCHEDULING = Duration.ofSeconds(20);

    private static final Duration PROPAGATION = Duration.ofSeconds(30);

    private ActuatorRig rig;

    /** Nothing runs before {@link #setUpRig}. */
    @SuppressWarnings("NullAway.Init") // JUnit sets the rig up before each test.
    ActuatorScene() {}

    /** A fresh rig with its target in its first state. */
    protected abstract ActuatorRig newRig();

    @BeforeEach
    final void setUpRig() {
        rig = newRig();
    }

    @AfterEach
    @SuppressWarnings("NullAway") // The rig is missing when setting it up failed.
    final void tearDownRig() {
        if (rig != null) rig.close();
    }

    /** The rig of the running test, for behaviours that only one actuator has. */
    protected final ActuatorRig rig() {
        return rig;
    }

    /** An order with the short TTL. */
    protected final SteeringOrder order(RegionName to, long epoch) {
        return order(to, epoch, TtlChoice.MOVING);
    }

    /** Plans and applies, and fails when either does not work. */
    protected final SteeringOrder move(RegionName to, long epoch) {
        return move(to, epoch, TtlChoice.MOVING);
    }

    /** Fails unless exactly what {@code order} wants stands at the target. */
    protected final void assertStands(SteeringOrder order) {
        assertThat(rig.standing())
                .isEqualTo(new Reading.Found(order.desired().byType(), rig.ttl(order.ttl()), order.epoch()));
    }

    /** The plan, or a failure when there is none. */
    protected final SteeringPlan ready(SteeringOrder order) {
        return ready(rig.actuator(), order);
    }

    final SteeringPlan ready(Actuator actuator, SteeringOrder order) {
        Planned planned = actuator.plan(order, rig.limit());
        assertThat(planned).isInstanceOf(Planned.Ready.class);
        return ((Planned.Ready) planned).plan();
    }

    final SteeringOrder move(RegionName to, long epoch, TtlChoice ttl) {
        SteeringOrder order = order(to, epoch, ttl);
        assertThat(apply(ready(order))).isInstanceOf(Outcome.Applied.class);
        return order;
    }

    final SteeringOrder order(RegionName to, long epoch, TtlChoice ttl) {
        return new SteeringOrder(ActuatorRig.SERVICE, to, rig.endpoints(), ttl, new Epoch(epoch), "run-" + epoch);
    }

    final Endpoints endpointsOf(RegionName region) {
        return Objects.requireNonNull(rig.endpoints().get(region));
    }

    final Planned plan(SteeringOrder order) {
        return rig.actuator().plan(order, rig.limit());
    }

    final Outcome apply(SteeringPlan plan) {
        return rig.actuator().apply(plan, rig.limit());
    }

    final Reading.Found read() {
        Reading reading = rig.actuator().read(rig.limit());
        assertThat(reading).isInstanceOf(Reading.Found.class);
        return (Reading.Found) reading;
    }

    /** Asks until the answer is of the kind that is waited for: witnesses learn of a change when they learn of it. */
    final <V extends Verification> V verify(SteeringOrder order, Class<V> kind) {
        var last = new AtomicReference<Verification>();
        Await.until("it is " + kind.getSimpleName(), PROPAGATION, () -> {
            last.set(rig.actuator().verify(order, rig.shortLimit()));
            return kind.isInstance(last.get());
        });
        return kind.cast(Objects.requireNonNull(last.get()));
    }

    final void inject(ActuatorFault fault) {
        assumeTrue(rig.inject(fault), "this rig cannot do " + fault);
    }

    final <T> T timed(Supplier<T> call) {
        long start = System.nanoTime();
        T result = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(rig.shortLimit().plus(SCHEDULING));
        return result;
    }

    static void assertUntouched(Outcome outcome, FaultCode code) {
        assertThat(outcome).isInstanceOf(Outcome.Untouched.class);
        assertThat(((Outcome.Untouched) outcome).problem().code()).isEqualTo(code);
    }

    static void assertRefused(Planned planned, FaultCode code) {
        assertThat(planned).isInstanceOf(Planned.Refused.class);
        assertThat(((Planned.Refused) planned).problem().code()).isEqualTo(code);
    }

    final void assertOwned(SortedMap<RecordType, SortedSet<String>> values) {
        assertThat(values).isNotEmpty();
        values.forEach((type, stands) -> assertThat(
                        rig.endpoints().values().stream().flatMap(known -> known.of(type).stream()))
                .containsAll(stands));
    }

    /** Home's endpoints, but with a value of {@code type} that no region has. */
    final SortedMap<RecordType, SortedSet<String>> foreign(RecordType type) {
        var values = new TreeMap<>(endpointsOf(HOME).byType());
        values.put(type, new TreeSet<>(Collections.singleton(foreignValue(type))));
        return values;
    }

    static String foreignValue(RecordType type) {
        return switch (type) {
            case A -> "192.0.2.66";
            case AAAA -> "2001:db8:66::66";
            case CNAME -> "elsewhere.example.org";
        };
    }
}
