package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.source.Remark;
import dev.leeward.probe.Check;
import dev.leeward.probe.Check.StoreLook;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probes of stores. */
final class StoreLooksTest {
    private static final String DATA = "data: {stores: {us-east: {aws-region: us-east-1}}, health: {}}\n";

    @TempDir
    Path directory;

    private Samples samples;

    @BeforeEach
    void prepare() {
        samples = new Samples(directory);
    }

    @Test
    void the_short_form_looks_at_the_health_table_of_the_regions_own_store() {
        var check = samples.check(with("{dynamodb: read-write}", DATA));
        assertThat(check.errors()).isEmpty();
        var probe = check.configuration()
                .orElseThrow()
                .topology()
                .services()
                .getFirst()
                .regions()
                .getFirst()
                .probes()
                .getFirst();
        assertThat(probe.check())
                .isEqualTo(new Check.Store(
                        StoreLook.READ_WRITE, "us-east", "us-east-1", Optional.empty(), "leeward-health"));
        assertThat(probe.id().value()).endsWith("/us-east/dynamodb-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {dynamodb: read-wirte}                             | expected one of describe, read, read-write, found "read-wirte"
            {dynamodb: {look: read, store: mars}}              | no store of mars is declared
            {dynamodb: {look: read, table: orders}}            | only the health table is read and written by probes
            {dynamodb: {look: read, tabel: orders}}            | unknown key
            {dynamodb: {table: orders}}                        | look
            """)
    void what_cannot_be_meant_is_refused(String probe, String sentence) {
        assertThat(samples.check(with(probe, DATA)).errors())
                .extracting(Remark::toString)
                .singleElement()
                .asString()
                .contains(sentence);
    }

    @Test
    void without_stores_or_a_health_table_it_says_what_to_add() {
        assertThat(samples.check(with("{dynamodb: read}", "")).errors())
                .singleElement()
                .asString()
                .contains("no store of us-east is declared")
                .contains("add data.stores.us-east: {}");
        assertThat(samples.check(with("{dynamodb: read}", "data: {stores: {us-east: {aws-region: us-east-1}}}\n"))
                        .errors())
                .singleElement()
                .asString()
                .contains("there is no health table")
                .contains("add data.health: {}");
    }

    private static String with(String probe, String data) {
        String text = Samples.example("minimal.yaml");
        return text.replace("{http: \"http://192.0.2.1/health.php\"}", probe) + data;
    }
}
