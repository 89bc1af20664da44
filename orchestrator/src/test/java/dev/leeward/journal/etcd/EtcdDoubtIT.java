package dev.leeward.journal.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.fault.FaultCode;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Journal.Appended;
import dev.leeward.journal.Projection;
import dev.leeward.journal.Snapshot;
import dev.leeward.leadership.Leadership.Candidacy;
import dev.leeward.leadership.Term;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.EtcdServer;
import dev.leeward.testkit.RandomRecords;
import dev.leeward.testkit.TcpProxy;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.kv.GetResponse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lost requests, lost answers, lost leads: what an append says is what stands in etcd. */
@Timeout(300)
final class EtcdDoubtIT {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private EtcdServer server;
    private TcpProxy way;
    private KeysPlace place;

    @BeforeEach
    void start() {
        server = EtcdServer.single(folder);
        way = TcpProxy.before(server.address());
        place = new KeysPlace(server.endpoint());
    }

    @AfterEach
    void stop() {
        place.close();
        way.close();
        server.close();
    }

    @Test
    void an_append_whose_answer_was_lost_is_sent_again_and_stands_once() {
        var term = elected("node-a");
        done(term.journal().append(0, NOON, List.of(event("one"))));
        way.set(TcpProxy.Mode.LOSE_REPLIES);
        var appended = CompletableFuture.supplyAsync(() -> term.journal().append(1, NOON, List.of(event("two"))));
        Await.until("the line to be written", PATIENCE, () -> lines() == 2);
        way.set(TcpProxy.Mode.REFUSE);
        way.set(TcpProxy.Mode.PASS);
        assertThat(done(appended.join())).extracting(Entry::sequence).containsExactly(2L);
        done(term.journal().append(2, NOON, List.of(event("three"))));
        assertThat(term.journal().verify()).isEmpty();
        assertThat(lines()).isEqualTo(3);
    }

    @Test
    void an_append_that_gets_no_answer_until_the_lease_ends_is_unknown_and_ends_the_term() {
        var term = elected("node-a");
        done(term.journal().append(0, NOON, List.of(event("one"))));
        way.set(TcpProxy.Mode.LOSE_REPLIES);
        var appended = term.journal().append(1, NOON, List.of(event("two")));
        assertThat(appended).isInstanceOf(Appended.Unknown.class);
        assertThat(term.remaining()).isZero();
        assertThat(term.ended().toCompletableFuture()).isDone();
        way.set(TcpProxy.Mode.PASS);
        assertThat(term.journal().append(1, NOON, List.of(event("three"))))
                .as("it takes nothing more")
                .isEqualTo(appended);
        var next = elected("node-a");
        assertThat(next.journal().read(0, 10))
                .extracting(Entry::event)
                .as("what was unknown turns out to be written")
                .containsExactly(event("one"), event("two"));
    }

    @Test
    void a_deposed_leader_writes_nothing_however_sure_it_is() {
        var term = elected("node-a");
        done(term.journal().append(0, NOON, List.of(event("one"))));
        KeysPlace.await(place.client().getKVClient().delete(place.keys().leader()));
        var next = elected("node-b");
        assertThat(term.remaining()).as("it does not know yet").isPositive();
        assertThat(term.journal().append(1, NOON, List.of(event("two")))).isEqualTo(new Appended.Conflict(1));
        assertThat(term.remaining()).isZero();
        done(next.journal().append(1, NOON, List.of(event("two, by another"))));
        term.journal().keep(new Snapshot(1, next.journal().read(0, 1).getFirst().hash(), Projection.EMPTY), 0);
        assertThat(next.journal().snapshot()).as("nor a snapshot").isEmpty();
        assertThat(next.journal().read(0, 10)).hasSize(2);
        assertThat(next.journal().verify()).isEmpty();
    }

    @Test
    void a_leader_that_cannot_reach_etcd_knows_that_it_may_be_deposed_before_another_can_lead() throws Exception {
        var term = elected("node-a");
        way.set(TcpProxy.Mode.REFUSE);
        var other = place.leadership("node-b");
        var candidacy = other.campaign(PATIENCE);
        assertThat(term.remaining()).isZero();
        assertThat(candidacy).isInstanceOf(Candidacy.Elected.class);
        assertThat(other.standing().leader()).contains("node-b");
    }

    @Test
    void hundreds_of_events_at_once_are_one_append() {
        var term = elected("node-a");
        var events = IntStream.range(0, 1_234).mapToObj(i -> event("e" + i)).toList();
        done(term.journal().append(0, NOON, events));
        done(term.journal().append(1_234, NOON, List.of(event("last"))));
        assertThat(term.journal().read(0, 2_000)).hasSize(1_235);
        assertThat(term.journal().read(777, 3)).extracting(Entry::sequence).containsExactly(778L, 779L, 780L);
        assertThat(term.journal().verify()).isEmpty();
        var at = term.journal().read(499, 1).getFirst();
        term.journal().keep(new Snapshot(500, at.hash(), Projection.EMPTY), 0);
        assertThat(term.journal().verify()).isEmpty();
        assertThat(term.journal().read(0, 1).getFirst().sequence())
                .isGreaterThan(480)
                .isLessThan(502);
    }

    @Test
    void more_than_a_request_of_etcd_may_hold_is_refused_and_nothing_is_written() {
        var term = elected("node-a");
        var large = event("x".repeat(200_000));
        assertThat(term.journal().append(0, NOON, List.of(event("x".repeat(300_000)))))
                .isInstanceOf(Appended.Failed.class);
        assertThat(term.journal()
                        .append(
                                0,
                                NOON,
                                IntStream.range(0, 8).mapToObj(_ -> large).toList()))
                .isInstanceOfSatisfying(
                        Appended.Failed.class,
                        failed -> assertThat(failed.problem().code()).isEqualTo(FaultCode.EXHAUSTED));
        assertThat(lines()).isZero();
        done(term.journal()
                .append(0, NOON, IntStream.range(0, 6).mapToObj(_ -> large).toList()));
    }

    @Test
    void a_snapshot_larger_than_a_request_comes_back_whole() {
        var random = new RandomRecords(RandomRecords.seed());
        var term = elected("node-a");
        var first = done(term.journal().append(0, NOON, List.of(event("ü".repeat(100_000)))))
                .getFirst();
        var outbox = IntStream.range(0, 30).mapToObj(_ -> first).toList();
        var state = new Projection(random.next(Projection.class).services(), outbox);
        var snapshot = new Snapshot(1, first.hash(), state);
        term.journal().keep(snapshot, 1);
        assertThat(term.journal().snapshot()).contains(snapshot);
        assertThat(term.journal().verify()).isEmpty();
    }

    @Test
    void given_up_the_lead_is_taken_at_once() throws Exception {
        var term = elected("node-a");
        var other = place.leadership("node-b");
        assertThat(other.campaign(Duration.ZERO))
                .isInstanceOfSatisfying(
                        Candidacy.Waiting.class,
                        waiting -> assertThat(waiting.standing().leader()).contains("node-a"));
        long start = System.nanoTime();
        term.close();
        assertThat(other.campaign(PATIENCE)).isInstanceOf(Candidacy.Elected.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_member_that_is_silent_costs_one_deadline_and_is_named() throws Exception {
        way.set(TcpProxy.Mode.LOSE_REPLIES);
        var silent = URI.create("http://127.0.0.1:" + way.address().getPort());
        var both = place.at(List.of(silent, server.endpoint()), "node-a");
        try (var connection = EtcdConnection.to(both)) {
            var limit = Duration.ofSeconds(1);
            assertThatThrownBy(() -> connection.ask(limit, client -> head(client)))
                    .hasMessageContaining("no answer from " + silent + " within 1000 ms");
            for (int i = 0; i < 5; i++)
                assertThat(connection.<GetResponse>ask(limit, this::head).getCount())
                        .isZero();
        }
    }

    private CompletableFuture<GetResponse> head(Client client) {
        return client.getKVClient().get(place.keys().head());
    }

    private Term elected(String node) {
        try {
            var through = URI.create("http://127.0.0.1:" + way.address().getPort());
            var candidacy = place.leadership(through, node).campaign(PATIENCE);
            assertThat(candidacy).isInstanceOf(Candidacy.Elected.class);
            return ((Candidacy.Elected) candidacy).term();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Asked past the proxy. */
    private long lines() {
        var head = KeysPlace.await(place.client().getKVClient().get(place.keys().head()))
                .getKvs();
        return head.isEmpty() ? 0 : Long.parseLong(Keys.text(head.getFirst()).split(" ")[0]);
    }

    private static List<Entry> done(Journal.Appended appended) {
        assertThat(appended).isInstanceOf(Appended.Done.class);
        return ((Appended.Done) appended).entries();
    }

    private static Event event(String name) {
        return new Event.NodeStarted(name, "1.0");
    }
}
