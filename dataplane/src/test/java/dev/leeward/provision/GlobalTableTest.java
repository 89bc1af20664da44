package dev.leeward.provision;

import static dev.leeward.provision.Shop.AP;
import static dev.leeward.provision.Shop.EU;
import static dev.leeward.provision.Shop.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Replication;
import dev.leeward.provision.FakeGlobalTables.Fault;
import dev.leeward.provision.StepResult.Applied;
import dev.leeward.provision.StepResult.NotApplied;
import dev.leeward.provision.StepResult.Unknown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Global tables, against a fake of them: see there for what that proves. */
final class GlobalTableTest {
    private final FakeGlobalTables fake = new FakeGlobalTables(US, EU, AP);
    private final Site site = fake.site();

    @Test
    void replicas_are_added_one_at_a_time_and_waited_for() {
        DeclaredTable orders = Shop.guarded(Shop.orders(Shop.GLOBAL, US, EU, AP));
        assertThat(site.apply(orders)).allSatisfy(result -> assertThat(result).isInstanceOf(Applied.class));
        assertThat(site.plan(orders).isDone()).isTrue();
        assertThat(fake.orders)
                .containsSubsequence(
                        "us-east-1: make the table",
                        "us-east-1: let items expire by expires",
                        "us-east-1: add a replica in eu-central-1",
                        "eu-central-1: switch point-in-time recovery on",
                        "us-east-1: add a replica in ap-south-1");
    }

    @Test
    void strong_consistency_takes_all_members_at_once() {
        var orders = Shop.withExpiry(Shop.orders(Shop.STRONG, US, EU, AP), Optional.empty());
        assertThat(site.apply(orders)).hasSize(2);
        assertThat(site.plan(orders).isDone()).isTrue();
        var eventual = Shop.withExpiry(Shop.orders(Shop.GLOBAL, US, EU, AP), Optional.empty());
        assertThat(site.plan(eventual).steps()).isEmpty();
        assertThat(site.plan(eventual).hindrances())
                .singleElement()
                .satisfies(words -> assertThat(words).contains("never changes"));
    }

    @Test
    void a_witness_stands_for_a_replica() {
        var global = new Replication.GlobalTables(true, Optional.of("us-west-2"));
        var orders = Shop.withExpiry(Shop.orders(global, US, EU), Optional.empty());
        assertThat(site.apply(orders)).hasSize(2);
        assertThat(site.plan(orders).isDone()).isTrue();
        assertThat(fake.orders.getLast()).contains("and a witness in us-west-2");
    }

    @Test
    void an_answer_that_was_lost_is_read_back() {
        var orders = Shop.orders(Shop.GLOBAL, US, EU);
        fake.next(Fault.ANSWER_LOST, Fault.ANSWER_LOST, Fault.ANSWER_LOST);
        assertThat(site.apply(orders))
                .hasSize(3)
                .allSatisfy(result -> assertThat(result).isInstanceOf(Applied.class));
        assertThat(fake.orders).as("nothing is asked for twice").hasSize(3);
    }

    @Test
    void a_request_that_was_lost_is_made_again_and_not_for_ever() {
        var orders = Shop.orders(Shop.GLOBAL, US, EU);
        fake.next(Fault.REQUEST_LOST, Fault.REQUEST_LOST);
        assertThat(site.apply(orders))
                .hasSize(3)
                .allSatisfy(result -> assertThat(result).isInstanceOf(Applied.class));
        var more = Shop.orders(Shop.GLOBAL, US, EU, AP);
        fake.next(Fault.REQUEST_LOST, Fault.REQUEST_LOST, Fault.REQUEST_LOST);
        assertThat(site.apply(more)).singleElement().isInstanceOf(Unknown.class);
    }

    @Test
    void a_yes_without_effect_and_a_no_are_not_applied_and_a_busy_store_is_waited_for() {
        var orders = Shop.orders(Shop.GLOBAL, US, EU);
        fake.next(Fault.BUSY, Fault.BUSY);
        assertThat(site.apply(orders)).hasSize(3);
        var more = Shop.orders(Shop.GLOBAL, US, EU, AP);
        fake.next(Fault.SILENT_YES);
        assertThat(site.apply(more)).singleElement().isInstanceOf(NotApplied.class);
        fake.next(Fault.FORBIDDEN);
        assertThat(site.apply(more))
                .singleElement()
                .isInstanceOfSatisfying(
                        NotApplied.class, result -> assertThat(result.words()).contains("AccessDenied"));
        assertThat(site.apply(more)).singleElement().isInstanceOf(Applied.class);
    }

    @ParameterizedTest
    @EnumSource(MemberStatus.class)
    void each_state_of_a_replica_has_its_plan(MemberStatus status) {
        var orders = Shop.orders(Shop.GLOBAL, US, EU);
        site.apply(orders);
        fake.hold(EU, status);
        Plan plan = site.plan(orders);
        switch (status.kind()) {
            case FINE -> assertThat(plan.isDone()).isTrue();
            case UNDER_WAY -> assertThat(plan.isDone()).isFalse();
            case FAILED -> {
                assertThat(plan.refused(Set.of()))
                        .singleElement()
                        .satisfies(step -> assertThat(step.danger()).contains(Danger.REMOVE_REPLICA));
                assertThat(plan.steps().getLast().change()).isInstanceOf(Change.AddReplica.class);
            }
            case CUT_OFF -> {
                assertThat(plan.steps()).isEmpty();
                assertThat(plan.hindrances())
                        .singleElement()
                        .satisfies(words -> assertThat(words).contains(status.name(), "removes it for good in 20 h"));
            }
        }
    }

    @Test
    void a_replica_that_is_being_made_is_waited_for_and_not_asked_for_again() {
        var orders = Shop.orders(Shop.GLOBAL, US, EU);
        site.apply(orders);
        fake.hold(EU, MemberStatus.CREATING);
        int before = fake.orders.size();
        assertThat(site.apply(orders))
                .singleElement()
                .isInstanceOfSatisfying(
                        Unknown.class,
                        result -> assertThat(result.words()).contains("not done within PT1H", "CREATING"));
        assertThat(fake.orders).hasSize(before);
    }

    @Test
    void the_clock_of_twenty_hours_is_told_and_what_comes_after_it() {
        var orders = Shop.orders(Shop.GLOBAL, US, EU);
        site.apply(orders);
        fake.hold(EU, MemberStatus.INACCESSIBLE_ENCRYPTION_CREDENTIALS);
        fake.pass(Duration.ofHours(16).plusMinutes(30));
        assertThat(site.plan(orders).hindrances())
                .singleElement()
                .satisfies(words -> assertThat(words).contains("since 2026-01-01T00:0", "in 3 h 30 min"));
        fake.pass(Duration.ofHours(4));
        Plan after = site.plan(orders);
        assertThat(after.hindrances())
                .singleElement()
                .satisfies(words -> assertThat(words).contains("is no replica"));
    }

    @Test
    void a_replica_that_is_not_declared_is_removed_only_where_that_is_allowed() {
        site.apply(Shop.orders(Shop.GLOBAL, US, EU, AP));
        var fewer = Shop.orders(Shop.GLOBAL, US, EU);
        Plan plan = site.plan(fewer);
        assertThat(plan.refused(Set.of(Danger.REMOVE_INDEX))).hasSize(1);
        assertThat(plan.refused(Set.of(Danger.REMOVE_REPLICA))).isEmpty();
        assertThat(site.apply(fewer)).singleElement().isInstanceOf(Applied.class);
        assertThat(site.plan(fewer).isDone()).isTrue();
    }

    @Test
    void what_a_replica_lacks_is_found_and_put_right() {
        site.apply(Shop.orders(Shop.GLOBAL, US, EU));
        var guarded = Shop.guarded(Shop.orders(Shop.GLOBAL, US, EU));
        assertThat(site.apply(guarded)).hasSize(6);
        assertThat(site.plan(guarded).isDone()).isTrue();
        var weaker = site.plan(Shop.orders(Shop.GLOBAL, US, EU));
        assertThat(weaker.refused(Set.of()))
                .extracting(step -> step.danger().orElseThrow())
                .containsOnly(Danger.WEAKEN_PROTECTION);
    }

    @Test
    void the_first_version_is_reported_with_its_upgrade_and_never_touched() {
        site.apply(Shop.orders(Shop.LEEWARD, US, EU));
        Plan plan =
                Legacy.plan(site, Shop.guarded(Shop.orders(Shop.GLOBAL, US, EU)), List.of("us-east-1", "eu-central-1"));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.hindrances())
                .hasSize(2)
                .allSatisfy(words -> assertThat(words).contains("2017.11.29", "dynamodb:UpdateGlobalTableVersion"));
    }
}
