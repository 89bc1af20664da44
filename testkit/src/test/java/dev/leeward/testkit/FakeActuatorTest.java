package dev.leeward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.region.RecordType;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

final class FakeActuatorTest extends ActuatorContract {
    @Override
    protected ActuatorRig newRig() {
        return new FakeRig();
    }

    @Test
    void the_call_that_was_named_fails_and_no_other() {
        FakeActuator fake = ((FakeRig) rig()).first;
        fake.failCall(2, ActuatorFault.UNREACHABLE);
        assertThat(fake.read(rig().limit())).isInstanceOf(Reading.Found.class);
        assertThat(fake.read(rig().limit())).isInstanceOf(Reading.Unreadable.class);
        assertThat(fake.read(rig().limit())).isInstanceOf(Reading.Found.class);
    }

    @Test
    void a_fault_of_the_next_write_is_used_up_by_it() {
        FakeActuator fake = ((FakeRig) rig()).first;
        SteeringPlan plan = ready(order(ActuatorRig.AWAY, 1));
        ((FakeRig) rig()).target.failNextWrite(ActuatorFault.REQUEST_LOST);
        assertThat(fake.apply(plan, rig().limit())).isInstanceOf(Outcome.Unknown.class);
        assertThat(fake.apply(plan, rig().limit())).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void it_remembers_its_calls_and_their_orders() {
        FakeActuator fake = ((FakeRig) rig()).first;
        SteeringOrder order = move(ActuatorRig.AWAY, 1);
        assertThat(fake.calls())
                .containsExactly(
                        new FakeActuator.Call(FakeActuator.Kind.PLAN, Optional.of(order)),
                        new FakeActuator.Call(FakeActuator.Kind.APPLY, Optional.of(order)));
        assertThat(fake.count(FakeActuator.Kind.APPLY)).isEqualTo(1);
    }

    @Test
    void a_slow_witness_needs_as_many_looks_as_it_was_told() {
        FakeActuator fake = ((FakeRig) rig()).first;
        ((FakeRig) rig()).target.beSlow(2);
        SteeringOrder order = move(ActuatorRig.AWAY, 1);
        assertThat(fake.verify(order, rig().limit())).isInstanceOf(Verification.NotYet.class);
        assertThat(fake.verify(order, rig().limit())).isInstanceOf(Verification.NotYet.class);
        assertThat(fake.verify(order, rig().limit())).isInstanceOf(Verification.Proven.class);
    }

    private static final class FakeRig implements ActuatorRig {
        private final FakeTarget target = new FakeTarget(
                new TargetId("fake:www.example.com"),
                Objects.requireNonNull(endpoints().get(HOME)));
        private final FakeActuator first = new FakeActuator(target);
        private final FakeActuator second = new FakeActuator(target);

        @Override
        public Actuator actuator() {
            return first;
        }

        @Override
        public Actuator second() {
            return second;
        }

        @Override
        public Optional<Duration> ttl(TtlChoice choice) {
            return Optional.of(target.ttl(choice));
        }

        @Override
        public Reading.Found standing() {
            return target.standing();
        }

        @Override
        public void edit(SortedMap<RecordType, SortedSet<String>> values) {
            target.edit(values);
        }

        @Override
        public Optional<StateWatch> watch() {
            return Optional.of(new StateWatch() {
                @Override
                public List<SortedMap<RecordType, SortedSet<String>>> seen() {
                    return target.states();
                }

                @Override
                public void close() {
                    // The target keeps its states anyway.
                }
            });
        }

        @Override
        public boolean inject(ActuatorFault fault) {
            target.fail(fault);
            return true;
        }

        @Override
        public void heal() {
            target.heal();
        }

        @Override
        public int witnesses() {
            return 2;
        }

        @Override
        public boolean atomic() {
            return true;
        }

        @Override
        public void close() {
            first.close();
            second.close();
        }
    }
}
