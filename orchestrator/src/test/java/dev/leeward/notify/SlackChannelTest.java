package dev.leeward.notify;

import static dev.leeward.notify.Notices.raised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.notify.Channel.Delivered;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SlackChannelTest extends ChannelContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Slack slack = new Slack();

    @Override
    Receiver receiver() {
        return slack;
    }

    @Test
    void nothing_in_a_sentence_is_a_link_or_calls_everybody() {
        var channel = slack.channel("ops", LIMIT);
        assertThat(channel.deliver(raised(1, "<!channel> & <https://example.com|x>".repeat(100)), LIMIT))
                .isEqualTo(new Delivered.Done());
        assertThat(slack.objections()).isEmpty();
        assertThat(slack.bodies().getFirst().path("text").asString())
                .contains("&lt;!channel&gt; &amp; &lt;https")
                .hasSizeLessThan(3_000);
    }

    @Test
    void only_ok_means_taken() {
        slack.answers("<html>log in to the wireless network</html>");
        var channel = slack.channel("ops", LIMIT);
        var problem = ((Delivered.Failed) channel.deliver(raised(1, "fire"), LIMIT)).problem();
        assertThat(problem.code()).isEqualTo(FaultCode.GARBLED);
        assertThat(problem.retryable()).isTrue();
    }
}
