package dev.leeward.config.load;

import dev.leeward.config.source.Remark;
import dev.leeward.config.source.SourceText;
import dev.leeward.config.source.YamlTree;
import dev.leeward.secret.Secrets;
import dev.leeward.service.Topology;
import dev.leeward.simulator.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that can be said about a file that describes a scenario.
 *
 * @param scenario what it means; empty when there are errors
 * @param remarks in the order of the file
 */
public record ScenarioCheck(Optional<Scenario> scenario, List<Remark> remarks) {
    /** The scenarios that come with Leeward, in the order in which they are played. */
    public static final List<String> BUILT_IN = List.of("region-down", "flapping", "partition", "provider-down");

    public ScenarioCheck {
        remarks = List.copyOf(remarks);
    }

    /**
     * What scenarios may name.
     *
     * @param regions by their own names
     * @param targets by theirs
     */
    public record Names(Set<String> regions, Set<String> targets) {
        public Names {
            regions = Set.copyOf(regions);
            targets = Set.copyOf(targets);
        }

        /** What there is in any of {@code topologies}. */
        public static Names of(List<Topology> topologies) {
            var services = topologies.stream()
                    .flatMap(topology -> topology.services().stream())
                    .toList();
            return new Names(
                    services.stream()
                            .flatMap(service -> service.regions().stream())
                            .map(region -> region.name().value())
                            .collect(Collectors.toSet()),
                    services.stream()
                            .flatMap(service -> service.targets().stream())
                            .map(target -> target.value())
                            .collect(Collectors.toSet()));
        }
    }

    /** Reads {@code file} and checks it against {@code names}. */
    public static ScenarioCheck of(Path file, Names names) {
        return switch (FileText.of(file)) {
            case FileText.Read(SourceText source) -> read(name(file), source, FileText.directory(file), names);
            case FileText.Unreadable(Remark why) -> new ScenarioCheck(Optional.empty(), List.of(why));
        };
    }

    /** The scenario called {@code name}, one of {@link #BUILT_IN}. */
    public static Scenario builtIn(String name) {
        var file = "/dev/leeward/config/scenarios/" + name + ".yaml";
        try (InputStream in = ScenarioCheck.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalArgumentException("no built-in scenario is called " + name);
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var check = read(name, SourceText.of(name, text), Path.of(""), new Names(Set.of(), Set.of()));
            return check.scenario()
                    .orElseThrow(() -> new IllegalStateException(check.remarks().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScenarioCheck read(String name, SourceText source, Path directory, Names names) {
        var reading = new Reading(source, directory, Secrets.pretended(directory));
        var scenario = switch (YamlTree.read(source)) {
            case YamlTree.Outcome.Broken broken -> {
                reading.error(new Place("", "", broken.span()), broken.sentence(), Optional.empty());
                yield Optional.<Scenario>empty();
            }
            case YamlTree.Outcome.Grown grown -> {
                reading.locate(grown.root());
                yield new ScenarioReading(names).read(name, new Cell(reading, grown.root(), Place.ROOT));
            }
        };
        return new ScenarioCheck(scenario.filter(_ -> reading.errors() == 0), reading.remarks());
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    }
}
