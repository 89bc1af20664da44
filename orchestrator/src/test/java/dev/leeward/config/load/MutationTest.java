package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.load.ConfigurationCheck.Loaded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a file: a configuration comes out, or errors that say where. */
final class MutationTest {
    private static final int ROUNDS = Integer.getInteger("leeward.rounds", 400);

    private static final List<String> JUNK = List.of(
            "",
            " ",
            "\t",
            "\n",
            ":",
            "- ",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            "#",
            "&a ",
            "*a",
            "!!str ",
            "<<: ",
            "---\n",
            "...\n",
            "no",
            "on",
            "010",
            "0x1F",
            "1e400",
            ".inf",
            "~",
            "null",
            "true",
            "-1",
            "99999999999999999999",
            "5",
            "5s",
            "0s",
            "1d",
            "${env:NOPE}",
            "${file:/nope}",
            "${ssm:x}",
            "$${",
            "é",
            "\u2028",
            "\u0000",
            "\uD83D\uDE00",
            "|\n  x\n",
            "%",
            "@",
            "`",
            "? ",
            "a: b",
            "192.0.2.1",
            "::1",
            "300",
            "shop",
            "http://",
            "www.example.com",
            "(((");

    @TempDir
    Path directory;

    private Samples samples;

    @BeforeEach
    void prepare() {
        samples = new Samples(directory);
    }

    @Test
    void any_mutation_of_an_example_yields_a_configuration_or_errors_with_their_places() {
        long seed = Long.getLong("leeward.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var random = new Random(seed);
        List<String> texts = List.of(Samples.example("shop.yaml"), Samples.resource("everything.yaml"));
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutated(texts.get(round % texts.size()), random);
            Loaded loaded = samples.load("shop.yaml", text);
            var check = loaded.check();
            assertThat(check.configuration().isPresent())
                    .as("seed %d round %d%n%s", seed, round, text)
                    .isEqualTo(check.errors().isEmpty());
            long lines = text.lines().count() + 1;
            assertThat(check.remarks()).as("seed %d round %d", seed, round).allSatisfy(remark -> {
                assertThat(remark.span().line()).isBetween(1, (int) lines);
                assertThat(remark.span().column()).isPositive();
                assertThat(remark.toString()).doesNotContain("-secret-0123456789", "c2VjcmV0");
            });
            if (check.errors().isEmpty()) {
                taken++;
                assertThat(PublishedSchema.judge(loaded.root().orElseThrow()))
                        .as("seed %d round %d: the reader takes it, the schema must%n%s", seed, round, text)
                        .isEmpty();
            }
        }
        assertThat(taken).as("mutants that are right nevertheless").isBetween(1, ROUNDS - 1);
    }

    private static String mutated(String text, Random random) {
        String mutant = text;
        for (int i = 0, n = 1 + random.nextInt(3); i < n; i++) {
            mutant = switch (random.nextInt(5)) {
                case 0 -> {
                    int at = random.nextInt(mutant.length());
                    yield mutant.substring(0, at) + JUNK.get(random.nextInt(JUNK.size())) + mutant.substring(at);
                }
                case 1 -> {
                    int from = random.nextInt(mutant.length());
                    yield mutant.substring(0, from)
                            + mutant.substring(Math.min(mutant.length(), from + 1 + random.nextInt(12)));
                }
                case 2 -> swappedLines(mutant, random);
                case 3 -> replacedValue(mutant, random);
                default -> {
                    int at = random.nextInt(mutant.length());
                    yield mutant.substring(0, at)
                            + (char) (32 + random.nextInt(95))
                            + mutant.substring(Math.min(mutant.length(), at + 1));
                }
            };
        }
        return mutant;
    }

    private static String swappedLines(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int from = random.nextInt(lines.size());
        String line = lines.get(from);
        if (random.nextBoolean()) lines.remove(from);
        lines.add(random.nextInt(lines.size() + 1), line);
        return String.join("\n", lines) + "\n";
    }

    /** Keeps the file YAML: only what stands behind a colon changes. */
    private static String replacedValue(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = random.nextInt(lines.size());
        int colon = lines.get(at).indexOf(": ");
        if (colon >= 0) {
            lines.set(at, lines.get(at).substring(0, colon + 2) + JUNK.get(random.nextInt(JUNK.size())));
        }
        return String.join("\n", lines) + "\n";
    }
}
