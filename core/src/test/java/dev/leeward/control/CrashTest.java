package dev.leeward.control;

import static dev.leeward.fixture.Shop.API;
import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.WEST;
import static dev.leeward.fixture.Shop.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.Order;
import dev.leeward.decision.RunKind;
import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Rig;
import dev.leeward.fixture.Shop;
import dev.leeward.fixture.World;
import dev.leeward.journal.Event;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.Ending;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The node dies at every append and at every effect of a run, enumerated and not sampled: before the append is durable,
 * after it and before its effects, after an effect and before its result is known. What is outside in the end, and how
 * the run ended, equals what an undisturbed run leaves behind (S12).
 */
final class CrashTest {
    /** What is the case once everything is over. */
    private record Final(
            Map<TargetId, RegionName> answers,
            Map<TargetId, Boolean> shortTtl,
            Optional<RegionName> active,
            List<RunKind> moves,
            List<Optional<Ending>> endings) {}

    private enum Story {
        FAILOVER,
        SWITCHOVER,
        FAILBACK;

        RegionName from() {
            return this == FAILBACK ? WEST : EAST;
        }

        RegionName to() {
            return this == FAILBACK ? EAST : WEST;
        }

        Rig begin() {
            var rig = new Rig(new World(from(), WWW, API), Shop.topology(Shop.with(List.of(WWW, API), EAST, WEST)));
            if (this == FAILOVER) rig.world.show(from(), Looks.REFUSED);
            return rig;
        }

        /** Nobody knows how traffic came to be away from home, so a person is asked. A person whose order got no answer gives it again; one that is under way is not ordered twice. */
        void prod(Rig rig) {
            boolean begun = !rig.journal.events(Event.RunStarted.class).isEmpty();
            if (this == SWITCHOVER && !begun) {
                rig.order(
                        new Order.Move(Shop.NAME, "kim", RunKind.SWITCHOVER, Optional.of(to()), Set.of(), "test"),
                        false);
            }
            if (this == FAILBACK && !begun && rig.state().asked().isPresent()) rig.order(Orders.approve(), false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_crash_anywhere_changes_nothing_about_how_it_ends(Story story) {
        var undisturbed = play(story, _ -> {});
        var expected = finalOf(undisturbed);
        assertThat(expected.answers().values()).containsOnly(story.to());
        assertThat(expected.endings()).containsExactly(Optional.of(Ending.SUCCEEDED));
        int appends = undisturbed.journal.appends();
        int effects = undisturbed.effects().size();
        assertThat(appends).isGreaterThan(4);

        var plays = new ArrayList<Rig>();
        for (int at = 0; at < appends; at++) {
            int number = at;
            plays.add(same(
                    expected, story, "before append " + at, rig -> rig.journal.crashAt(n -> n == number, _ -> false)));
            plays.add(same(
                    expected, story, "after append " + at, rig -> rig.journal.crashAt(_ -> false, n -> n == number)));
        }
        for (int at = 0; at < effects; at++) {
            int number = at + 1;
            plays.add(same(
                    expected,
                    story,
                    "after effect " + at,
                    rig -> rig.crashAtEffect(_ -> rig.effects().size() == number)));
        }
        assertThat(plays).allMatch(rig -> rig.crashes() == 1);
        assertThat(plays).hasSize(2 * appends + effects);
    }

    @ParameterizedTest
    @EnumSource(names = "FAILOVER")
    void two_crashes_anywhere_in_a_failover_change_nothing_either(Story story) {
        var undisturbed = play(story, _ -> {});
        var expected = finalOf(undisturbed);
        int appends = undisturbed.journal.appends();
        for (int first = 0; first < appends; first++) {
            for (int second = first + 1; second < appends + 3; second++) {
                var both = Set.of(first, second);
                var name = "after appends " + both;
                same(expected, story, name, rig -> rig.journal.crashAt(_ -> false, both::contains));
                same(expected, story, "before and " + name, rig -> rig.journal.crashAt(both::contains, _ -> false));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_crash_at_every_single_effect_still_ends_well(Story story) {
        var expected = finalOf(play(story, _ -> {}));
        var seen = new ArrayList<String>();
        var rig = play(
                story,
                r -> r.crashAtEffect(e -> {
                    if (!(e instanceof Effect.Attempt a)) return false;
                    var step = a.run().id() + "/" + a.step().id();
                    if (seen.contains(step)) return false;
                    return seen.add(step);
                }));
        assertThat(rig.crashes()).isEqualTo(seen.size()).isGreaterThan(3);
        assertThat(finalOf(rig)).isEqualTo(expected);
    }

    private static Rig same(Final expected, Story story, String where, Consumer<Rig> crashes) {
        var rig = play(story, crashes);
        assertThat(finalOf(rig)).as("%s, crashed %s", story, where).isEqualTo(expected);
        assertThat(duplicates(rig)).as("%s, crashed %s: intents", story, where).isEmpty();
        return rig;
    }

    private static Rig play(Story story, Consumer<Rig> crashes) {
        var rig = story.begin();
        crashes.accept(rig);
        rig.run(Duration.ofMinutes(12), () -> {
            if (rig.state().active().isPresent()) story.prod(rig);
            return !rig.state().past().isEmpty();
        });
        rig.run(Duration.ofSeconds(5));
        return rig;
    }

    private static Final finalOf(Rig rig) {
        var targets = rig.world.targets();
        return new Final(
                map(targets, World.Stand::answers),
                map(targets, World.Stand::shortTtl),
                rig.state().active(),
                rig.state().past().stream().map(run -> run.kind()).toList(),
                Stream.concat(rig.state().past().stream(), rig.state().run().stream())
                        .map(run -> run.ending())
                        .toList());
    }

    private static <V> Map<TargetId, V> map(Map<TargetId, World.Stand> targets, Function<World.Stand, V> value) {
        return targets.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> value.apply(e.getValue())));
    }

    /** Each attempt has an intent of its own, numbered once. */
    private static List<String> duplicates(Rig rig) {
        var intents = rig.journal.events(Event.StepStarted.class).stream()
                .map(e -> e.run() + "/" + e.step() + "#" + e.attempt())
                .toList();
        return IntStream.range(0, intents.size())
                .filter(i -> intents.indexOf(intents.get(i)) != i)
                .mapToObj(intents::get)
                .toList();
    }
}
