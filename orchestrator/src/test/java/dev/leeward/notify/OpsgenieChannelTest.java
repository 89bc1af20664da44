package dev.leeward.notify;

import static dev.leeward.notify.Notices.raised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.notify.Channel.Delivered;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OpsgenieChannelTest extends ChannelContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Opsgenie opsgenie = new Opsgenie();

    @Override
    Receiver receiver() {
        return opsgenie;
    }

    @Test
    void a_long_sentence_is_cut_in_the_message_and_whole_in_the_description() {
        var channel = opsgenie.channel("on-call", LIMIT);
        assertThat(channel.deliver(raised(1, "x".repeat(2_000)), LIMIT)).isEqualTo(new Delivered.Done());
        assertThat(opsgenie.objections()).isEmpty();
        var alert = opsgenie.bodies().getFirst();
        assertThat(alert.path("message").asString()).hasSize(130).endsWith("...");
        assertThat(alert.path("description").asString()).hasSizeGreaterThan(2_000);
        assertThat(alert.path("priority").asString()).isEqualTo("P1");
        assertThat(alert.path("alias").asString()).matches("leeward-[0-9a-f]{32}");
    }
}
