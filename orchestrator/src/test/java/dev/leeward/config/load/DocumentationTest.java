package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/CONFIGURATION.md} says what is true. */
final class DocumentationTest {
    private static final String TEXT = Samples.read(Samples.root().resolve("docs/CONFIGURATION.md"));
    private static final Pattern SECTION = Pattern.compile("(?m)^at `([^`]+)`$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    /** One table stands for all places where the same keys are read. */
    private static final Set<String> NAMED_ELSEWHERE = Set.of(
            "observer.references[].",
            "data.tables.*.billing.write.",
            "notify[].command.for.",
            "notify[].pagerduty.for.",
            "notify[].opsgenie.for.",
            "notify[].slack.for.",
            "notify[].sns.for.",
            "notify[].mail.for.",
            ".steering[].linode-dns.verify.",
            ".steering[].route53.verify.",
            ".steering[].rfc2136.verify.");

    @Test
    void every_key_is_documented_and_every_documented_key_exists() {
        Set<String> documented = new TreeSet<>();
        String[] sections = TEXT.split("(?m)^#{2,3} ");
        for (String section : sections) {
            Matcher place = SECTION.matcher(section);
            if (!place.find()) continue;
            String at = place.group(1).equals("(top)") ? "" : place.group(1) + ".";
            ROW.matcher(section).results().forEach(row -> documented.add(at + row.group(1)));
        }
        Set<String> keys = PublishedSchema.keys().stream()
                .filter(key -> !key.endsWith(".*"))
                .filter(key -> NAMED_ELSEWHERE.stream().noneMatch(key::contains))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).containsExactlyElementsOf(keys);
    }

    @Test
    void every_rule_is_documented_with_its_reason() {
        assertThat(Rules.all())
                .allSatisfy(rule -> assertThat(TEXT).contains("| `" + rule.name() + "` | " + rule.why()));
        long rows = ROW.matcher(TEXT.substring(TEXT.indexOf("## What must go together")))
                .results()
                .count();
        assertThat(rows).isEqualTo(Rules.all().size());
    }
}
