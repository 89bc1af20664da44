package dev.leeward.tidy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Core decides from what it is given: the same situation gives the same decision, in production and in a simulation. */
final class CoreIsPureTest {

    /** Parts of the JDK that compute and remember, and do nothing else. */
    private static final String[] COMPUTING = {
        "dev.leeward..",
        "java.lang",
        "java.lang.annotation",
        "java.lang.invoke",
        "java.lang.runtime",
        "java.math",
        "java.nio.charset",
        "java.security",
        "java.text",
        "java.time..",
        "java.util",
        "java.util.concurrent",
        "java.util.concurrent.atomic",
        "java.util.function",
        "java.util.random",
        "java.util.regex",
        "java.util.stream",
        "org.jspecify.annotations"
    };

    /** Values that live in packages which mostly do input and output. */
    private static final String VALUES = "java\\.net\\.(URI|URISyntaxException)|java\\.io\\.Serializable";

    private static final String RUNNING = "java\\.lang\\.(Thread|Process|Runtime|Shutdown).*"
            + "|java\\.util\\.(Timer|TimerTask|Scanner)"
            + "|java\\.util\\.concurrent\\.(.*Execut.*|.*Thread.*|CompletableFuture|Fork.*|Future.*|Structured.*)";

    /** Calls whose answer depends on the moment, the machine or chance. */
    private static final Pattern CHANCE = Pattern.compile(String.join(
            "|",
            "java\\.lang\\.System\\.(?!arraycopy|identityHashCode).*",
            "java\\.lang\\.Math\\.random",
            "java\\.time\\..*\\.now",
            "java\\.time\\.Clock\\.(system|tick).*",
            "java\\.time\\.ZoneId\\.systemDefault",
            "java\\.util\\.(Locale|TimeZone)\\.getDefault",
            "java\\.util\\.UUID\\.randomUUID",
            "java\\.util\\.(Date|GregorianCalendar)\\.<init>",
            "java\\.util\\.Calendar\\.getInstance",
            "java\\.security\\.SecureRandom\\..*",
            "java\\.util\\.random\\.RandomGenerator\\.(getDefault|of)"));

    private final JavaClasses core = Classes.of("core");

    @Test
    void core_is_there() {
        assertThat(core).isNotEmpty();
    }

    @Test
    void core_depends_on_nothing_that_reaches_outside() {
        check(classes()
                .should()
                .onlyDependOnClassesThat(are(resideInAnyPackage(COMPUTING).or(nameMatching(VALUES)))));
    }

    @Test
    void core_starts_no_threads_and_no_processes() {
        check(noClasses().should().dependOnClassesThat(nameMatching(RUNNING)));
    }

    @Test
    void core_asks_no_clock_no_machine_and_no_chance() {
        check(noClasses().should().accessTargetWhere(isChance()));
    }

    @Test
    void core_uses_packages_of_core_only() {
        Set<String> own = core.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        check(classes().should().onlyDependOnClassesThat(new DescribedPredicate<>("are in core or not ours") {
            @Override
            public boolean test(JavaClass type) {
                return !type.getPackageName().startsWith("dev.leeward") || own.contains(type.getPackageName());
            }
        }));
    }

    private void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(core);
    }

    private static DescribedPredicate<JavaAccess<?>> isChance() {
        return new DescribedPredicate<>("depends on the moment, the machine or chance") {
            @Override
            public boolean test(JavaAccess<?> access) {
                String owner = access.getTargetOwner().getName();
                String target = owner + "." + access.getTarget().getName();
                return CHANCE.matcher(target).matches()
                        || (target.equals("java.util.Random.<init>") && hasNoSeed(access))
                        || (target.equals("java.util.Collections.shuffle") && hasNoSeed(access));
            }
        };
    }

    private static boolean hasNoSeed(JavaAccess<?> access) {
        String call = access.getTarget().getFullName();
        return call.endsWith("<init>()") || call.endsWith("shuffle(java.util.List)");
    }
}
