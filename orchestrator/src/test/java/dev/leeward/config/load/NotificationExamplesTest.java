package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.Audience;
import dev.leeward.config.NotifySettings;
import dev.leeward.config.load.ConfigurationCheck.Loaded;
import dev.leeward.config.source.Remark;
import dev.leeward.config.source.SourceText;
import dev.leeward.secret.Environment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in {@code docs/NOTIFICATIONS.md} to be copied is right, and what is close to it and wrong is explained. */
final class NotificationExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(notify:.*?)```");
    /** Whatever is asked for: the document's secrets have names of their own. */
    private static final Environment ANY = name ->
            Optional.of(name.equals("ALERT_URL") ? "https://hooks.example.com/x" : "a-secret-of-sixteen-or-more");

    @TempDir
    private Path directory;

    private Samples samples;

    @SuppressWarnings("NullAway.Init") // Made before each test.
    NotificationExamplesTest() {}

    @BeforeEach
    void prepare() {
        samples = new Samples(directory);
        for (var secret : Map.of(
                        "pagerduty.key", "k", "opsgenie.key", "k", "slack.url", "https://hooks.slack.com/services/x")
                .entrySet()) samples.secret(secret.getKey(), secret.getValue());
    }

    @Test
    void what_is_to_be_copied_is_right() {
        var document = Samples.read(Samples.root().resolve("docs/NOTIFICATIONS.md"));
        var blocks =
                BLOCK.matcher(document).results().map(found -> found.group(1)).toList();
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(8);
        assertThat(blocks).allSatisfy(block -> {
            assertThat(check(block).errors()).isEmpty();
            assertThat(check(block).warnings()).isEmpty();
        });
    }

    @Test
    void settings_are_read_as_they_stand() {
        var text =
                "notify: [{mail: {server: smtp.example.com, tls: implicit, from: a@example.com, to: [b@example.com]}}]";
        var mail = (NotifySettings.Mail)
                check(text).configuration().orElseThrow().notifications().getFirst();
        assertThat(mail.server()).hasToString("smtp.example.com:465");
        assertThat(mail.name()).isEqualTo("notify[0]");
        assertThat(mail.audience()).isEqualTo(Audience.EVERYTHING);
        assertThat(mail.toString()).doesNotContain("a-secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pagerduty: {routing-key: abc} | a secret must not stand in this file",
                "pagerduty: {routing-key: '${env:K}', url: 'http://example.com'} | clear text",
                "slack: {url: 'https://hooks.slack.com/x'} | a secret must not stand in this file",
                "sns: {topic: 'arn:aws:sqs:eu-west-1:123456789012:a'} | expected the ARN of a topic",
                "sns: {topic: 'arn:aws:sns:eu-west-1:123456789012:a', access-key: '${env:K}'} | needs a secret-key",
                "mail: {server: smtp.example.com, tls: none-on-loopback, from: a@b.c, to: [a@b.c]} | clear text",
                "mail: {server: smtp.example.com, tls: 'off', from: a@b.c, to: [a@b.c]} | expected one of starttls",
                "mail: {server: smtp.example.com, user: '${env:U}', from: a@b.c, to: [a@b.c]} | needs a password",
                "mail: {server: smtp.example.com, from: A <a@b.c>, to: [a@b.c]} | not an address of mail",
                "mail: {server: smtp.example.com, from: a@b.c, to: []} | names nobody",
                "command: {argv: [a], for: {severity: []}} | it would be for nothing",
                "command: {argv: [a], for: {severity: [pages]}} | did you mean \"page\"",
                "command: {argv: [a], for: {services: [Shop]}} | no service can be called",
                "command: {argv: [a], name: log} | the log itself has this name",
                "pager-duty: {} | did you mean \"pagerduty\"",
            })
    void what_is_wrong_is_explained(String item, String explanation) {
        assertThat(check("notify: [{" + item + "}]").errors())
                .extracting(Remark::headline)
                .singleElement()
                .asString()
                .contains(explanation);
    }

    @Test
    void two_of_a_name_are_refused() {
        var two = "notify: [{command: {name: a, argv: [x]}}, {webhook: {name: a, url: 'https://example.com'}}]";
        assertThat(check(two).errors())
                .extracting(Remark::headline)
                .singleElement()
                .asString()
                .contains("another notification has this name");
    }

    private ConfigurationCheck check(String notify) {
        var text = Samples.example("minimal.yaml") + notify + "\n";
        return Loaded.from(directory.resolve("shop.yaml"), SourceText.of("shop.yaml", text), ANY)
                .check();
    }
}
