package dev.leeward.cli;

import dev.leeward.config.load.ScenarioCheck;
import dev.leeward.config.source.Remark;
import dev.leeward.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which scenarios. */
final class SimulateScenarios {
    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            description = "region-down, flapping, partition, provider-down, or a file of your own; may be repeated."
                    + " Default: all four.")
    private List<String> named = new ArrayList<>();

    /** What the person chose, as far as it can be read; what cannot is said in {@code remarks}. */
    List<Scenario> read(ScenarioCheck.Names names, List<Remark> remarks) {
        var scenarios = new ArrayList<Scenario>();
        for (var name : named.isEmpty() ? ScenarioCheck.BUILT_IN : named) {
            if (ScenarioCheck.BUILT_IN.contains(name)) {
                scenarios.add(ScenarioCheck.builtIn(name));
            } else {
                var check = ScenarioCheck.of(Path.of(name), names);
                remarks.addAll(check.remarks());
                check.scenario().ifPresent(scenarios::add);
            }
        }
        return scenarios;
    }
}
