package dev.leeward.notify;

import static dev.leeward.notify.Notices.NOON;
import static dev.leeward.notify.Notices.SHOP;
import static dev.leeward.notify.Notices.alarm;
import static dev.leeward.notify.Notices.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.Audience.Severity;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Projection;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunId;
import dev.leeward.testkit.RandomRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NoticeTest {
    @Test
    void exactly_what_waits_in_the_outbox_has_a_notice() {
        long seed = RandomRecords.seed();
        var random = new RandomRecords(seed);
        for (var kind : RandomRecords.variants(Event.class)) {
            var event = (Event) random.next(kind);
            assertThat(Notice.of(new Entry(1, NOON, event, "h")).isPresent())
                    .as("%s, seed %d", kind, seed)
                    .isEqualTo(Projection.isNotice(event));
        }
    }

    @Test
    void the_json_is_as_documented() throws IOException {
        var document = Files.readString(Path.of(System.getProperty("leeward.root"), "docs", "NOTIFICATIONS.md"));
        assertThat(document.lines().map(String::strip))
                .contains(Notice.of(alarm(17)).orElseThrow().json());
        for (var kind : Notice.Kind.values()) {
            assertThat(document)
                    .contains("`" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`");
        }
    }

    @Test
    void the_end_of_a_matter_has_the_key_of_its_begin() {
        var cleared = Notice.of(entry(18, new Event.AlarmCleared(SHOP, "all-regions-down")))
                .orElseThrow();
        assertThat(cleared.key()).isEqualTo(Notice.of(alarm(17)).orElseThrow().key());
        assertThat(cleared.ends()).isTrue();
        assertThat(cleared.id()).isNotEqualTo(Notice.of(alarm(17)).orElseThrow().id());
    }

    @Test
    void a_run_that_stopped_half_way_pages() {
        assertThat(ended(Ending.INCOMPLETE).severity()).isEqualTo(Severity.PAGE);
        assertThat(ended(Ending.SUCCEEDED).severity()).isEqualTo(Severity.INFO);
        assertThat(ended(Ending.SUCCEEDED).sentence()).isEqualTo("shop: succeeded: moved in 1.1 s");
    }

    private static Notice ended(Ending ending) {
        return Notice.of(entry(1, new Event.RunEnded(SHOP, new RunId("shop-1"), ending, "moved in 1.1 s", Map.of())))
                .orElseThrow();
    }
}
