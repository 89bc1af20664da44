package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.source.Remark;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has bitten others in YAML files. */
final class SurprisesTest {
    private static final String STEERING = "    steering:\n";

    @TempDir
    Path directory;

    private Samples samples;

    @BeforeEach
    void prepare() {
        samples = new Samples(directory);
    }

    @Test
    void a_region_may_be_called_no() {
        var check = samples.check(minimal().replace("eu-central:", "no:"));
        assertThat(check.remarks()).isEmpty();
        var regions = check.configuration()
                .orElseThrow()
                .topology()
                .services()
                .getFirst()
                .regions();
        assertThat(regions.getLast().name()).hasToString("no");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failures: 010 | can be read in two ways",
                "failures: 0x3 | can be read in two ways",
                "failures: 3.5 | expected a whole number",
                "failures: 99999999999999999999 | must be from 1 to 100",
                "failures: | expected a whole number from 1 to 100, found nothing",
                "interval: 5 | did you mean 5s?",
                "interval: 5 sec | did you mean 5s?",
                "interval: 10min | did you mean 10m?",
                "interval: [5s] | expected a length of time",
                "interval: 0s | must be from 100ms to 1h, is 0s",
                "timeout-weight: 0 | must be above 0",
                "timeout-weight: NaN | expected a number",
                "fresh_for: 20s | did you mean \"fresh-for\"?",
                "<<: {failures: 3} | merge keys are not part of YAML 1.2",
            })
    void a_value_that_is_not_what_it_seems_is_refused_and_explained(String line, String explanation) {
        String text = minimal().replace(STEERING, "    detection:\n      " + line + "\n" + STEERING);
        assertThat(samples.check(text).errors()).singleElement().satisfies(error -> {
            assertThat(error.headline()).contains(explanation);
            assertThat(error.span().line()).isEqualTo(13);
        });
    }

    @ParameterizedTest
    @CsvSource({"yes,write true", "on,write true", "no,write false", "'\"true\"',leave the quotes out"})
    void only_true_and_false_are_truth_values(String word, String advice) {
        String text = minimal() + "api: {allow-plain-text: " + word + "}\n";
        assertThat(samples.check(text).errors())
                .singleElement()
                .satisfies(e -> assertThat(e.advice()).contains(advice));
    }

    @Test
    void a_text_that_looks_like_a_number_needs_quotes() {
        assertThat(samples.check(minimal().replace("record: www", "record: 010"))
                        .errors())
                .singleElement()
                .satisfies(e -> assertThat(e.headline()).contains("found a number \"010\"; put it in quotes"));
        assertThat(samples.check(minimal().replace("record: www", "record: \"010\""))
                        .errors())
                .isEmpty();
    }

    @Test
    void a_name_server_is_not_given_by_a_name() {
        assertThat(samples.check(minimal() + "verify: {resolvers: [192.0.2.53, ns.example.com]}\n")
                        .errors())
                .singleElement()
                .satisfies(e -> assertThat(e.headline()).contains("not an address", "ns.example.com"));
    }

    @Test
    void an_alias_repeats_a_value() {
        String text = minimal()
                .replace("probes: [{http: \"http://192", "probes: &p [{http: \"http://192")
                .replace("probes: [{http: \"http://198.51.100.1/health.php\"}]", "probes: *p");
        assertThat(samples.check(text).remarks())
                .singleElement()
                .satisfies(remark -> assertThat(remark.sentence()).contains("[regions-are-looked-at-apart]"));
    }

    @Test
    void aliases_that_multiply_are_stopped() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        assertThat(samples.check(bomb.toString()).errors())
                .singleElement()
                .satisfies(e -> assertThat(e.sentence()).contains("more than 100000 values"));
    }

    @Test
    void nesting_without_end_is_stopped() {
        assertThat(samples.check("[".repeat(100_000)).errors())
                .singleElement()
                .satisfies(e -> assertThat(e.sentence()).contains("nested deeper than 32"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [1 | 1 | not YAML",
                "'' | 1 | the file is empty",
                "just text | 1 | expected keys such as services",
                "a: *b | 1 | this alias stands for nothing",
                "services: !!map {} | 1 | tags such as",
            })
    void what_is_no_configuration_is_one_error_with_its_line(String text, int line, String sentence) {
        assertThat(samples.check(text).errors()).singleElement().satisfies(error -> {
            assertThat(error.span().line()).isEqualTo(line);
            assertThat(error.sentence()).contains(sentence);
        });
    }

    @Test
    void a_second_document_is_refused() {
        assertThat(samples.check(minimal() + "---\na: b\n").errors())
                .extracting(Remark::sentence)
                .singleElement()
                .asString()
                .contains("a second document");
    }

    @Test
    void a_kind_that_comes_later_is_called_that() {
        String text = minimal().replaceFirst("linode-dns: .*", "nodebalancer: {}");
        assertThat(samples.check(text).errors())
                .extracting(Remark::sentence)
                .containsExactly("\"nodebalancer\" is not available yet");
    }

    @ParameterizedTest
    @CsvSource({"tokne", "token", "tokenn", "api-token", "pasword"})
    void a_secret_under_a_wrong_key_is_not_shown(String key) {
        String target = "route53: {zone: Z1, record: www.example.com, %s: \"0123456789abcdef\"}".formatted(key);
        String text = minimal().replaceFirst("linode-dns: .*", target);
        assertThat(samples.check(text).errors()).singleElement().satisfies(error -> {
            assertThat(error.sentence()).isEqualTo("unknown key");
            assertThat(error.toString()).contains("****").doesNotContain("0123456789abcdef");
        });
    }

    @Test
    void a_secret_in_a_file_that_is_no_yaml_is_not_shown() {
        assertThat(samples.check("a:\n  token: \"0123456789abcdef\" : x\n")
                        .remarks()
                        .toString())
                .contains("not YAML")
                .doesNotContain("0123456789abcdef");
    }

    @Test
    void an_absolute_record_is_shown_its_relative_form() {
        assertThat(samples.check(minimal().replace("record: www", "record: www.example.com"))
                        .errors())
                .singleElement()
                .satisfies(e -> assertThat(e.advice()).contains("write www"));
    }

    @Test
    void the_api_does_not_leave_the_machine_without_tls() {
        assertThat(samples.check(minimal() + "api: {listen: \"0.0.0.0:8600\"}\n")
                        .errors())
                .singleElement()
                .satisfies(e -> assertThat(e.sentence()).contains("clear text"));
        String allowed = minimal() + "api: {listen: \"0.0.0.0:8600\", allow-plain-text: true}\n";
        assertThat(samples.check(allowed).errors()).isEmpty();
    }

    @Test
    void the_same_address_in_another_spelling_is_the_same_address() {
        String text = minimal()
                .replace("A: [192.0.2.1]", "AAAA: [\"2001:db8::1\"]")
                .replace("A: [198.51.100.1]", "AAAA: [\"2001:0DB8:0:0::0001\"]");
        assertThat(samples.check(text).errors())
                .singleElement()
                .satisfies(e -> assertThat(e.sentence()).contains("2001:db8::1 is also an address of us-east"));
    }

    private static String minimal() {
        return Samples.example("minimal.yaml");
    }
}
