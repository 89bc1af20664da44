package dev.leeward.notify;

import static dev.leeward.notify.Notices.NOON;
import static dev.leeward.notify.Notices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.Audience;
import dev.leeward.config.Audience.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who hears that a channel is in trouble. */
final class ReportsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void those_who_listen_for_something_so_urgent_and_the_log() {
        var reports = reports(listener("a", Severity.PAGE), listener("b", Severity.PAGE), listener("c", Severity.INFO));
        assertThat(reports.audience("a", failing("a"))).containsExactlyInAnyOrder("log", "b");
    }

    @Test
    void all_the_others_where_nobody_listens_for_that() {
        var reports =
                reports(listener("a", Severity.PAGE), listener("b", Severity.WARNING), listener("c", Severity.INFO));
        assertThat(reports.audience("a", failing("a"))).containsExactlyInAnyOrder("log", "b", "c");
    }

    @Test
    void the_end_goes_to_those_who_were_told_and_to_all_where_that_is_forgotten() {
        var reports = reports(listener("a", Severity.PAGE), listener("b", Severity.PAGE), listener("c", Severity.INFO));
        assertThat(reports.audience("a", failing("a"))).doesNotContain("c");
        assertThat(reports.audience("a", working("a"))).containsExactlyInAnyOrder("log", "b");
        assertThat(reports.audience("a", working("a"))).containsExactlyInAnyOrder("log", "b", "c");
    }

    private static Reports reports(Subscription... configured) {
        var log = List.of(Subscription.toEverything(new LogChannel()));
        return new Reports(
                Stream.concat(log.stream(), List.of(configured).stream()).toList());
    }

    private static Subscription listener(String name, Severity severity) {
        var channel = new CommandChannel(name, List.of("/bin/true"), PATIENCE);
        return new Subscription(channel, new Audience(Set.of(severity), Set.of()));
    }

    private static Notice failing(String channel) {
        var trouble = new Trouble(channel, PATIENCE);
        trouble.lost(notice(1), "answered 410", NOON);
        return trouble.due(NOON).orElseThrow();
    }

    private static Notice working(String channel) {
        var trouble = new Trouble(channel, PATIENCE);
        trouble.lost(notice(1), "answered 410", NOON);
        assertThat(trouble.due(NOON)).isPresent();
        return trouble.delivered(notice(2), NOON).orElseThrow();
    }
}
