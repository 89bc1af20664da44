package dev.leeward.notify;

import static dev.leeward.notify.Notices.cleared;
import static dev.leeward.notify.Notices.raised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.notify.Channel.Delivered;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PagerDutyChannelTest extends ChannelContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final PagerDuty pagerDuty = new PagerDuty();

    @Override
    Receiver receiver() {
        return pagerDuty;
    }

    @Test
    void begin_and_end_have_the_same_key() {
        deliver(raised(1, "fire"), cleared(2, "fire"));
        assertThat(pagerDuty.story()).containsExactly("trigger shop/alarm/fire", "resolve shop/alarm/fire");
        assertThat(pagerDuty.bodies().getFirst().at("/payload/severity").asString())
                .isEqualTo("critical");
    }

    @Test
    void what_is_too_long_is_made_to_fit_and_long_keys_stay_apart() {
        var long1 = "x".repeat(2_000) + "1";
        var long2 = "x".repeat(2_000) + "2";
        deliver(raised(1, long1), raised(2, long2), cleared(3, long1));
        assertThat(pagerDuty.objections()).isEmpty();
        var keys = pagerDuty.bodies().stream()
                .map(body -> body.path("dedup_key").asString())
                .toList();
        assertThat(keys.get(0)).isNotEqualTo(keys.get(1)).isEqualTo(keys.get(2));
        assertThat(pagerDuty.bodies().getFirst().at("/payload/summary").asString())
                .hasSize(1024)
                .endsWith("...");
    }

    private void deliver(Notice... notices) {
        var channel = pagerDuty.channel("on-call", LIMIT);
        for (var notice : List.of(notices)) {
            assertThat(channel.deliver(notice, LIMIT)).isEqualTo(new Delivered.Done());
        }
    }
}
