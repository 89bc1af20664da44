package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.load.ConfigurationCheck.Loaded;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublishedSchemaTest {
    @TempDir
    Path directory;

    private Samples samples;

    @BeforeEach
    void prepare() {
        samples = new Samples(directory);
    }

    @Test
    void schema_and_reader_know_the_same_keys() {
        Loaded everything = samples.load("everything.yaml", Samples.resource("everything.yaml"));
        assertThat(everything.check().errors()).isEmpty();
        assertThat(once(everything.keys())).containsExactlyElementsOf(once(PublishedSchema.keys()));
    }

    @Test
    void what_the_reader_takes_the_schema_takes_too() {
        var everything = samples.load("everything.yaml", Samples.resource("everything.yaml"));
        assertThat(PublishedSchema.judge(everything.root().orElseThrow())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal.yaml", "shop.yaml", "two-stores.yaml"})
    void the_examples_fit_the_schema(String name) {
        var example = samples.load(name, Samples.example(name));
        assertThat(PublishedSchema.judge(example.root().orElseThrow())).isEmpty();
    }

    @Test
    void a_file_with_mistakes_does_not_fit_the_schema() {
        var mistakes = samples.load("ten.yaml", Samples.resource("ten-mistakes.yaml"));
        assertThat(PublishedSchema.judge(mistakes.root().orElseThrow())).isNotEmpty();
    }

    /** References are read by the code, and described by the definition, that regions' probes are. */
    private static Set<String> once(Set<String> keys) {
        return keys.stream()
                .map(key -> key.replace("observer.references[]", "services.*.regions.*.probes[]"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
