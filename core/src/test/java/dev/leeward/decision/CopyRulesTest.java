package dev.leeward.decision;

import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.lag.LinkEvidence;
import dev.leeward.lag.LinkName;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What data says to a move. */
final class CopyRulesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final FailoverPolicy LIMITED = new FailoverPolicy(
            FailoverPolicy.Mode.AUTOMATIC, MINUTE, 3, Duration.ofHours(1), Optional.of(Duration.ofSeconds(30)), MINUTE);
    private static final LinkEvidence GAP = LinkEvidence.unknown(new LinkName(EAST, WEST, "carts"), "a gap");

    @Test
    void a_loss_within_the_limit_holds_nobody_up_and_is_told() {
        var decision = new Given()
                .with(LIMITED)
                .behind(EAST, WEST, seconds(20))
                .down(EAST)
                .decide();
        assertThat(decision).isInstanceOf(Decision.FailOver.class);
        assertThat(sentence(decision)).contains("20 s of writes would be lost, about 200", "at most 30 s");
    }

    @Test
    void a_loss_over_the_limit_asks_a_person_who_sees_the_figures_and_may_approve() {
        var given = new Given().with(LIMITED).behind(EAST, WEST, seconds(31)).down(EAST);
        var decision = given.decide();
        assertThat(decision).isInstanceOf(Decision.AskHuman.class);
        assertThat(decision.reason().blockedBy().orElseThrow().rule()).isEqualTo(Rule.DATA_LOSS);
        assertThat(decision.reason().sentence()).contains("31 s of writes would be lost, about 310");
        var approved = given.approved(RunKind.FAILOVER, EAST, WEST).decide();
        assertThat(approved).isInstanceOf(Decision.FailOver.class);
        assertThat(sentence(approved)).contains("31 s of writes would be lost", "approved by a person");
    }

    @Test
    void what_is_not_known_is_never_within_a_limit() {
        var decision = new Given().with(LIMITED).knowing(GAP).down(EAST).decide();
        assertThat(decision).isInstanceOf(Decision.AskHuman.class);
        assertThat(decision.reason().sentence()).contains("it is not known what would be lost (carts: a gap)");
    }

    @Test
    void what_was_written_after_the_last_sign_of_life_is_nothing() {
        var longAgo = new Given().with(LIMITED).behind(EAST, WEST, Duration.ofMinutes(10));
        assertThat(longAgo.deadFor(EAST, Duration.ofMinutes(9).plusSeconds(55)).decide())
                .isInstanceOf(Decision.FailOver.class);
        assertThat(longAgo.deadFor(EAST, Duration.ofMinutes(9)).decide()).isInstanceOf(Decision.AskHuman.class);
    }

    @Test
    void without_a_limit_the_estimate_is_shown_and_binds_nobody() {
        var decision = new Given().knowing(GAP).down(EAST).decide();
        assertThat(decision).isInstanceOf(Decision.FailOver.class);
        assertThat(sentence(decision)).contains("no limit on data loss is set; it is not known what would be lost");
    }

    @Test
    void who_is_asked_for_another_reason_sees_the_estimate_too() {
        var decision = new Given()
                .with(FailoverPolicy.Mode.APPROVAL)
                .behind(EAST, WEST, seconds(4))
                .down(EAST)
                .decide();
        assertThat(decision).isInstanceOf(Decision.AskHuman.class);
        assertThat(decision.reason().sentence()).contains("As of now, 4 s of writes would be lost");
    }

    @Test
    void a_person_is_bound_too_and_may_override_it_by_name() {
        var given = new Given().with(LIMITED).behind(EAST, WEST, MINUTE).down(EAST);
        assertThat(given.ordered(RunKind.FAILOVER, WEST).decide()).isInstanceOf(Decision.Hold.class);
        var forced = given.ordered(RunKind.FAILOVER, WEST, Rule.DATA_LOSS).decide();
        assertThat(forced).isInstanceOf(Decision.FailOver.class);
        assertThat(sentence(forced)).contains("overridden by kim: 1 min of writes would be lost");
    }

    @Test
    void in_calm_times_it_is_noticed_that_a_failover_would_have_to_wait() {
        var held = new Given().with(LIMITED).behind(EAST, WEST, MINUTE).decide();
        assertThat(((Decision.Hold) held).alarm().map(Alarm::key)).contains("data-behind");
        var fine = new Given().with(LIMITED).behind(EAST, WEST, seconds(3)).decide();
        assertThat(((Decision.Hold) fine).alarm()).isEmpty();
        var early = new Given()
                .with(LIMITED)
                .behind(EAST, WEST, MINUTE)
                .startedAgo(seconds(50))
                .decide();
        assertThat(((Decision.Hold) early).alarm()).isEmpty();
    }

    @Test
    void traffic_comes_home_once_home_has_all_that_was_written_while_it_was_away() {
        var given =
                new Given().active(WEST).with(FailbackPolicy.Mode.AUTOMATIC).healthyFor(EAST, Duration.ofMinutes(20));
        var decision = given.behind(WEST, EAST, seconds(5)).decide();
        assertThat(decision).isInstanceOf(Decision.FailBack.class);
        assertThat(sentence(decision)).contains(" has all of ", "5 s ago");
        assertHeld(given.behind(WEST, EAST, seconds(61)), "is 1 min 1 s behind, and may be 1 min");
        assertHeld(given.behind(EAST, WEST, seconds(1)), "nobody has told yet");
        assertHeld(given.healthyFor(EAST, Duration.ofMinutes(20)).knowing(GAP), "nobody has told yet");
    }

    @Test
    void what_was_written_before_the_last_move_ended_has_to_be_there() {
        assertThat(movedAgo(61).decide()).isInstanceOf(Decision.FailBack.class);
        assertHeld(movedAgo(55), "has to be");
    }

    private static Given movedAgo(long seconds) {
        var restless = new FailoverPolicy(
                FailoverPolicy.Mode.AUTOMATIC, Duration.ZERO, 3, Duration.ofHours(1), Optional.empty(), MINUTE);
        return new Given()
                .active(WEST)
                .with(restless)
                .with(FailbackPolicy.Mode.AUTOMATIC)
                .moved(RunKind.FAILOVER, true, true, seconds(seconds))
                .behind(WEST, EAST, seconds(59));
    }

    @Test
    void a_switchover_needs_the_same_proof_and_a_person_may_override_it() {
        var given = new Given().knowing(GAP);
        assertThat(given.ordered(RunKind.SWITCHOVER, WEST).decide()).isInstanceOf(Decision.Hold.class);
        assertThat(given.ordered(RunKind.SWITCHOVER, WEST, Rule.CONVERGED).decide())
                .isInstanceOf(Decision.SwitchOver.class);
        assertThat(new Given()
                        .behind(EAST, WEST, seconds(1))
                        .ordered(RunKind.SWITCHOVER, WEST)
                        .decide())
                .isInstanceOf(Decision.SwitchOver.class);
    }

    private static void assertHeld(Given given, String why) {
        var decision = given.decide();
        assertThat(decision).isInstanceOf(Decision.Hold.class);
        var blocked = decision.reason().blockedBy().orElseThrow();
        assertThat(blocked.rule()).isEqualTo(Rule.CONVERGED);
        assertThat(blocked.sentence()).contains(why);
    }

    private static String sentence(Decision decision) {
        return String.join(
                "; ",
                decision.reason().checks().stream()
                        .filter(check -> List.of(Rule.DATA_LOSS, Rule.CONVERGED).contains(check.rule()))
                        .map(RuleCheck::sentence)
                        .toList());
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }
}
