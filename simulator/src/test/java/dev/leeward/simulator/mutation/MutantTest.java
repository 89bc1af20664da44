package dev.leeward.simulator.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.decision.Rule;
import dev.leeward.decision.RuleCheck;
import dev.leeward.health.HealthPolicy;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MutantTest {
    @Test
    void a_program_without_cuts_is_loaded_afresh_and_behaves_as_it_is_written() throws Exception {
        try (var program = new Mutant(List.of())) {
            var loaded = program.loadClass(HealthPolicy.class.getName());

            assertThat(loaded).isNotEqualTo(HealthPolicy.class);
            assertThat(asked(defaults(loaded), "failures"))
                    .isEqualTo(HealthPolicy.defaults().failures());
        }
    }

    @Test
    void a_cut_changes_one_method_of_one_program_and_nothing_else() throws Exception {
        try (var mutant = new Mutant(List.of(new Cut("health.HealthPolicy", "failures", Replacement.says(1))))) {
            var policy = defaults(mutant.loadClass(HealthPolicy.class.getName()));

            assertThat(asked(policy, "failures")).isEqualTo(1);
            assertThat(asked(policy, "recoveries"))
                    .isEqualTo(HealthPolicy.defaults().recoveries());
            assertThat(HealthPolicy.defaults().failures()).isEqualTo(3);
        }
    }

    @Test
    void two_cuts_of_one_class_both_count() throws Exception {
        var cuts = List.of(
                new Cut("health.HealthPolicy", "failures", Replacement.says(1)),
                new Cut("health.HealthPolicy", "recoveries", Replacement.says(2)));
        try (var mutant = new Mutant(cuts)) {
            var policy = defaults(mutant.loadClass(HealthPolicy.class.getName()));

            assertThat(asked(policy, "failures")).isEqualTo(1);
            assertThat(asked(policy, "recoveries")).isEqualTo(2);
        }
    }

    @Test
    void a_rule_that_is_switched_off_holds_whatever_it_is_given() throws Exception {
        assertThat(answer("decision.Rules", "dwell", Replacement.holds(Rule.DWELL)))
                .hasToString("RuleCheck[rule=DWELL, holds=true, sentence=switched off, wouldChange=Optional.empty]");
    }

    @Test
    void the_other_replacements_give_what_they_say() throws Exception {
        assertThat(answer("control.Surveys", "isMoving", Replacement.says(true)))
                .isEqualTo(true);
        assertThat(answer("control.Surveys", "isMoving", Replacement.says(false)))
                .isEqualTo(false);
        assertThat(answer("steering.SafetyRules", "fenced", Replacement.givesNone()))
                .isEqualTo(Optional.empty());
        assertThat(answer("control.Reconfiguration", "objections", Replacement.givesNoneAtAll()))
                .isEqualTo(List.of());
        assertThat(answer("runbook.RunDriver", "askedToWait", Replacement.givesNoTime()))
                .isEqualTo(Duration.ZERO);
        assertThat(answer("control.StepScript", "judge", Replacement.saysDone()))
                .hasToString("Done[evidence=switched off]");
        assertThat(answer("control.StepScript", "perhaps", Replacement.saysNotDone()))
                .asString()
                .contains("NotDone", "switched off");
        assertThat(answer("control.Adoption", "highestEpoch", Replacement.givesNoEpoch()))
                .hasToString("0");
        assertThat(answer("health.VantageView", "younger", Replacement.givesBack(1)))
                .isNull();
    }

    @Test
    void a_guard_that_is_not_there_any_more_is_not_passed_over() {
        assertThatThrownBy(() -> new Mutant(List.of(new Cut("decision.Rules", "renamed", Replacement.says(true)))))
                .hasMessageContaining("dev.leeward.decision.Rules has 0 methods renamed");
        assertThatThrownBy(() -> new Mutant(List.of(new Cut("decision.Moved", "dwell", Replacement.says(true)))))
                .hasMessageContaining("no class dev.leeward.decision.Moved");
    }

    @Test
    void a_method_whose_name_another_one_shares_is_not_guessed() {
        assertThatThrownBy(() -> new Mutant(List.of(new Cut("control.StepScript", "describe", Replacement.says(true)))))
                .hasMessageContaining("has 2 methods describe");
    }

    @Test
    void no_two_guards_have_the_same_name() {
        assertThat(Guards.all()).extracting(Guard::name).doesNotHaveDuplicates();
    }

    @Test
    void every_check_of_a_rule_is_among_the_guards() throws Exception {
        var checks = Arrays.stream(Class.forName("dev.leeward.decision.Rules").getDeclaredMethods())
                .filter(method ->
                        !method.isSynthetic() && method.getReturnType().equals(RuleCheck.class))
                .map(Method::getName)
                .toList();

        assertThat(Guards.all().stream().flatMap(guard -> guard.cuts().stream()))
                .extracting(Cut::method)
                .containsAll(checks);
    }

    @ParameterizedTest
    @MethodSource("guards")
    void every_guard_can_be_switched_off(Guard guard) throws IOException {
        try (var mutant = new Mutant(guard.cuts())) {
            // Initialising a class has the JVM verify the bodies of all its methods.
            assertThat(guard.cuts()).allSatisfy(cut -> Class.forName(cut.className(), true, mutant));
        }
    }

    static List<Guard> guards() {
        return Guards.all();
    }

    private static Object defaults(Class<?> policies) throws ReflectiveOperationException {
        return given(policies.getMethod("defaults").invoke(null));
    }

    private static Object asked(Object policy, String figure) throws ReflectiveOperationException {
        return given(policy.getClass().getMethod(figure).invoke(policy));
    }

    private static Object given(@Nullable Object answer) {
        if (answer == null) throw new AssertionError("no answer");
        return answer;
    }

    /** What the static {@code method} answers to nothing but nulls, which it could not bear if it were not replaced. */
    private static @Nullable Object answer(String type, String method, Replacement instead) throws Exception {
        try (var whole = new Mutant(List.of());
                var mutant = new Mutant(List.of(new Cut(type, method, instead)))) {
            assertThatThrownBy(() -> ask(whole, type, method)).hasCauseInstanceOf(NullPointerException.class);
            return ask(mutant, type, method);
        }
    }

    private static @Nullable Object ask(Mutant program, String type, String name) throws ReflectiveOperationException {
        var method = Arrays.stream(program.loadClass("dev.leeward." + type).getDeclaredMethods())
                .filter(m -> m.getName().equals(name))
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        return method.invoke(null, new Object[method.getParameterCount()]);
    }
}
