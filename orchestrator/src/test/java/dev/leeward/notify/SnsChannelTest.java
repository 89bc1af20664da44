package dev.leeward.notify;

import static dev.leeward.notify.Notices.cleared;
import static dev.leeward.notify.Notices.raised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.Json;
import dev.leeward.notify.Channel.Delivered;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SnsChannelTest extends ChannelContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Sns sns = new Sns();

    @Override
    Receiver receiver() {
        return sns;
    }

    @Test
    void a_subject_is_short_and_ascii_whatever_the_sentence_is() {
        try (var channel = sns.channel("on-call", LIMIT)) {
            assertThat(channel.deliver(raised(1, "größer\u2028".repeat(50)), LIMIT))
                    .isEqualTo(new Delivered.Done());
        }
        var published = sns.published().getFirst();
        assertThat(published.get("Subject"))
                .startsWith("[page] shop: look at gr??er")
                .hasSize(100);
        var message = Json.MAPPER.readTree(published.get("Message"));
        assertThat(message.path("default").asString()).contains("\"severity\":\"page\"");
        assertThat(message.path("email").asString()).contains("größer", "Severity:  page");
        assertThat(message.path("sms").asString()).hasSize(140);
    }

    @Test
    void begin_and_end_of_a_matter_are_in_one_group_and_apart() {
        try (var channel = sns.channel("on-call", LIMIT)) {
            assertThat(channel.deliver(raised(1, "fire"), LIMIT)).isEqualTo(new Delivered.Done());
            assertThat(channel.deliver(cleared(2, "fire"), LIMIT)).isEqualTo(new Delivered.Done());
        }
        var begin = sns.published().getFirst();
        var end = sns.published().getLast();
        assertThat(end.get("MessageGroupId")).isEqualTo(begin.get("MessageGroupId"));
        assertThat(end.get("MessageDeduplicationId")).isNotEqualTo(begin.get("MessageDeduplicationId"));
    }
}
