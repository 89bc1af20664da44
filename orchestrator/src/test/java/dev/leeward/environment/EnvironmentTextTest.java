package dev.leeward.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentTextTest {
    private static final String FILE = """
            # kept as it is
            LEEWARD_REGION=us-east

            AWS_REGION=us-east-1
            SHOP_QUEUE="two words, and a \\"quote\\""
            """;

    @Test
    void what_is_set_is_replaced_where_it_stands_and_all_else_is_left_as_it_is() {
        var text = text(FILE).with(Map.of("AWS_REGION", "eu-central-1", "ZED", "a b", "LEEWARD_REGION", "us-east"));
        assertThat(new String(text.bytes(), StandardCharsets.UTF_8)).isEqualTo("""
                # kept as it is
                LEEWARD_REGION=us-east

                AWS_REGION=eu-central-1
                SHOP_QUEUE="two words, and a \\"quote\\""
                ZED="a b"
                """);
        assertThat(text.get("SHOP_QUEUE")).contains("two words, and a \"quote\"");
        assertThat(text.get("NONE")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A=1\nA=2\n",
                "a=1\n",
                "1A=1\n",
                " A=1\n",
                "A =1\n",
                "A=b c\n",
                "A=$(id)\n",
                "A=\"x\n",
                "A=\"\\x\"\n",
                "A=\"a\"b\"\n",
                "A='x'\n",
                "export A=1\n",
                "A=1\r\n",
                "=1\n",
                "A\n"
            })
    void a_file_that_two_readers_could_take_differently_is_refused_as_a_whole(String file) {
        assertThat(EnvironmentText.read(file.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EnvironmentText.Read.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nB=c", "a\rb", "a\u0000b", "\u001b[31m", "a\u2028b", "\u0085", "\uD800"})
    void no_second_line_is_smuggled_in_by_a_value(String value) {
        assertThat(EnvironmentText.objection("A", value)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "A-B", "A B", "A=B", "1A", "A\nB", "Ä"})
    void no_name_is_anything_but_a_name(String name) {
        assertThat(EnvironmentText.objection(name, "x")).isPresent();
    }

    @Test
    void whatever_may_be_set_is_read_as_it_was_set() {
        long seed = Long.getLong("leeward.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var alphabet = "ab \"\\`$'#=;&|<>(){}*?!~%äß€\uD83D\uDE00\t,.:/@+-";
        for (int round = 0; round < 2_000; round++) {
            var values = new TreeMap<String, String>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                var value = new StringBuilder();
                for (int n = random.nextInt(12); n > 0; n--) {
                    value.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                values.put("K" + i, value.toString());
            }
            if (values.entrySet().stream()
                    .anyMatch(e ->
                            EnvironmentText.objection(e.getKey(), e.getValue()).isPresent())) continue;
            var written = text(FILE).with(values).bytes();
            var again = text(new String(written, StandardCharsets.UTF_8));
            values.forEach((name, value) ->
                    assertThat(again.get(name)).as("seed %d", seed).isEqualTo(Optional.of(value)));
            assertThat(again.get("SHOP_QUEUE")).contains("two words, and a \"quote\"");
        }
    }

    private static EnvironmentText text(String file) {
        return switch (EnvironmentText.read(file.getBytes(StandardCharsets.UTF_8))) {
            case EnvironmentText.Read.Fine(EnvironmentText text) -> text;
            case EnvironmentText.Read.Wrong(String sentence) -> throw new AssertionError(sentence);
        };
    }
}
