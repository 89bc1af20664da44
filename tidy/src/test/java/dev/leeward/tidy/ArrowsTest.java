package dev.leeward.tidy;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which way the arrows between packages may point. */
final class ArrowsTest {

    /** An adapter is a package below the noun whose port it implements. */
    private static final Pattern ADAPTER =
            Pattern.compile("dev\\.leeward\\.(probe|steering|journal|replication|runbook)\\.(\\w+).*");

    @Test
    void adapters_do_not_know_each_other() {
        slices().assignedFrom(adapters())
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(Classes.of("orchestrator"));
    }

    @Test
    void packages_of_core_form_no_cycle() {
        noCycleIn("core");
    }

    @Test
    void packages_of_the_simulator_form_no_cycle() {
        noCycleIn("simulator");
    }

    @Test
    void packages_of_the_orchestrator_form_no_cycle() {
        noCycleIn("orchestrator");
    }

    @Test
    void packages_of_the_emulators_form_no_cycle() {
        noCycleIn("emulators");
    }

    @Test
    void packages_of_the_data_plane_form_no_cycle() {
        noCycleIn("dataplane");
    }

    @Test
    void packages_of_the_agent_form_no_cycle() {
        noCycleIn("agent");
    }

    @Test
    void packages_of_the_command_form_no_cycle() {
        noCycleIn("cli");
    }

    private static void noCycleIn(String module) {
        slices().matching("dev.leeward.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(Classes.of(module));
    }

    private static SliceAssignment adapters() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                Matcher adapter = ADAPTER.matcher(type.getPackageName());
                return adapter.matches()
                        ? SliceIdentifier.of(adapter.group(1), adapter.group(2))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "adapters";
            }
        };
    }
}
