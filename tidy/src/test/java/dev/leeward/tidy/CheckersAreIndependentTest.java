package dev.leeward.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What judges the code that decides must not use it: it would find its own mistakes right. */
final class CheckersAreIndependentTest {
    private static final String CHECKERS = "dev.leeward.simulator.check";
    private static final Set<String> OF_EVERY_VALUE =
            Set.of("equals", "hashCode", "toString", "compareTo", "values", "valueOf", "ordinal", "name");

    private final JavaClasses simulator = Classes.of("simulator");
    private final Set<String> core =
            Classes.of("core").stream().map(JavaClass::getName).collect(Collectors.toSet());

    @Test
    void they_are_there() {
        assertThat(simulator.stream().filter(type -> type.getPackageName().equals(CHECKERS)))
                .hasSizeGreaterThan(20);
    }

    @Test
    void they_know_no_part_of_the_simulator_but_the_trace() {
        classes()
                .that()
                .resideInAPackage(CHECKERS)
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<>("are no simulator, or its trace") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !type.getPackageName().startsWith("dev.leeward.simulator")
                                || type.getPackageName().equals("dev.leeward.simulator.trace")
                                || type.getPackageName().equals(CHECKERS);
                    }
                })
                .check(simulator);
    }

    @Test
    void of_core_they_use_only_facts() {
        classes()
                .that()
                .resideInAPackage(CHECKERS)
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<>("are not core's, or records, constants and kinds") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !isCore(type) || type.isRecord() || type.isEnum() || type.isInterface();
                    }
                })
                .check(simulator);
    }

    @Test
    void of_these_facts_they_ask_nothing_that_is_computed() {
        noClasses()
                .that()
                .resideInAPackage(CHECKERS)
                .should()
                .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("core computes its answer") {
                    @Override
                    public boolean test(JavaAccess<?> access) {
                        return isCore(access.getTargetOwner())
                                && access instanceof JavaCodeUnitAccess<?> call
                                && !OF_EVERY_VALUE.contains(call.getName())
                                && !isComponent(call)
                                && !isAbstract(call);
                    }
                })
                .check(simulator);
    }

    private boolean isCore(JavaClass type) {
        return core.contains(type.getName());
    }

    private static boolean isComponent(JavaCodeUnitAccess<?> call) {
        return call.getTargetOwner().isRecord()
                && call.getTarget().getRawParameterTypes().isEmpty()
                && call.getTargetOwner().getFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .map(HasName::getName)
                        .anyMatch(call.getName()::equals);
    }

    /** What every kind of a sealed fact has, such as the service of an event. */
    private static boolean isAbstract(JavaCodeUnitAccess<?> call) {
        return call.getTargetOwner().isInterface()
                && call.getTargetOwner()
                        .tryGetMethod(call.getName())
                        .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                        .isPresent();
    }
}
