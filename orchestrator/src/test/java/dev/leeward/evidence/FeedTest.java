package dev.leeward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** News at once, nothing after a while, and never more than is fresh. */
@Timeout(120)
final class FeedTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    private final AtomicReference<Instant> now = new AtomicReference<>(Shop.NOW);
    private final Feed feed = new Feed(Shop.FRA, now::get);

    @BeforeEach
    void configure() {
        feed.configured(Shop.topology());
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void what_was_seen_is_told_once_with_its_age_and_in_order() throws Exception {
        feed.observed(Shop.look(Shop.NOW, Shop.EAST, Shop.OK));
        feed.observed(Shop.look(Shop.NOW.plusMillis(100), Shop.WEST, Shop.REFUSED));
        now.set(Shop.NOW.plusMillis(500));
        var told = ask(Optional.empty(), Duration.ZERO);
        assertThat(told.from()).isEqualTo("fra");
        assertThat(told.looks()).extracting(ToldLook::number).containsExactly(1L, 2L);
        assertThat(told.looks()).extracting(ToldLook::ageMicros).containsExactly(500_000L, 400_000L);
        assertThat(ask(Optional.of(told.cursor()), Duration.ZERO).looks()).isEmpty();
    }

    @Test
    void a_look_reaches_who_waits_at_once() throws Exception {
        var start = ask(Optional.empty(), Duration.ZERO).cursor();
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return ask(Optional.of(start), LONG);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(waiting).isNotDone();
        feed.observed(Shop.look(Shop.NOW, Shop.EAST, Shop.REFUSED));
        assertThat(waiting.get(60, TimeUnit.SECONDS).looks()).hasSize(1);
    }

    @Test
    void without_news_the_answer_is_empty_and_says_how_long_it_was_held() throws Exception {
        var told = ask(Optional.empty(), Duration.ofMillis(120));
        assertThat(told.looks()).isEmpty();
        assertThat(told.heldMicros()).isGreaterThanOrEqualTo(120_000);
    }

    @Test
    void a_cursor_of_another_life_or_of_nowhere_reads_from_the_beginning() throws Exception {
        feed.observed(Shop.look(Shop.NOW, Shop.EAST, Shop.OK));
        assertThat(ask(Optional.of(new Cursor("00", 1)), Duration.ZERO).looks()).hasSize(1);
        var told = ask(Optional.empty(), Duration.ZERO);
        assertThat(ask(Optional.of(new Cursor(told.origin(), 99)), Duration.ZERO)
                        .looks())
                .hasSize(1);
    }

    @Test
    void looks_that_nobody_may_count_any_more_are_gone() throws Exception {
        feed.observed(Shop.look(Shop.NOW, Shop.EAST, Shop.OK));
        now.set(Shop.NOW.plusSeconds(21));
        var told = ask(Optional.empty(), Duration.ZERO);
        assertThat(told.looks()).isEmpty();
        assertThat(told.next()).as("and are not asked for again").isEqualTo(1);
    }

    @Test
    void an_answer_holds_so_many_looks_and_the_next_one_goes_on_from_there() throws Exception {
        for (int i = 0; i < Told.MOST_LOOKS + 7; i++) feed.observed(Shop.look(Shop.NOW, Shop.EAST, Shop.OK));
        var first = ask(Optional.empty(), Duration.ZERO);
        assertThat(first.looks()).hasSize(Told.MOST_LOOKS);
        assertThat(ask(Optional.of(first.cursor()), Duration.ZERO).looks()).hasSize(7);
    }

    @Test
    void closing_answers_who_waits() throws Exception {
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return ask(Optional.empty(), LONG);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        feed.close();
        assertThat(waiting.get(60, TimeUnit.SECONDS).looks()).isEmpty();
    }

    private Told ask(Optional<Cursor> cursor, Duration wait) throws InterruptedException {
        return feed.after(cursor, wait).orElseThrow();
    }
}
