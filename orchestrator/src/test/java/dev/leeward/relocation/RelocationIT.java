package dev.leeward.relocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.format.ChainCheck;
import dev.leeward.format.Lines;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Journal.Appended;
import dev.leeward.journal.Projection;
import dev.leeward.journal.Snapshot;
import dev.leeward.journal.etcd.EtcdHome;
import dev.leeward.journal.etcd.EtcdLeadership;
import dev.leeward.journal.etcd.EtcdPlace;
import dev.leeward.journal.sqlite.FileHome;
import dev.leeward.journal.sqlite.FileLeadership;
import dev.leeward.journal.sqlite.JournalFile;
import dev.leeward.leadership.Leadership;
import dev.leeward.leadership.Leadership.Candidacy;
import dev.leeward.relocation.Relocation.Result;
import dev.leeward.testkit.EtcdServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Moving, backing up and restoring, from a file to a real etcd and back, broken off at every step. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(300)
final class RelocationIT {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LINES = 2_300;
    private static final int MANY = 10_000;

    private final AtomicInteger places = new AtomicInteger();

    private EtcdServer etcd;
    private Path folder;

    /** Which way it goes. */
    enum Way {
        TO_ETCD,
        TO_A_FILE
    }

    /** A journal's place from both sides: of who moves it, and of a node. */
    private record Place(JournalHome home, Leadership leadership) {}

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        etcd = EtcdServer.single(folder);
    }

    @AfterAll
    void stop() {
        etcd.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_journal_goes_on_where_it_was_moved_to_and_nowhere_else(Way way) throws Exception {
        var from = from(way);
        var to = to(way);
        fill(from, LINES, true);
        var before = lines(from);
        assertThat(new Relocation(from.home(), to.home(), _ -> {}).move()).isEqualTo(new Result.Done(1_301, LINES));
        assertThat(lines(to)).isEqualTo(before);
        assertThat(lines(from)).as("the source keeps its lines").isEqualTo(before);
        refusedToANode(from, "was moved to " + to.home().name());
        try (var leadership = to.leadership()) {
            var term = lead(leadership);
            assertThat(term.lastSequence()).isEqualTo(LINES);
            assertThat(term.snapshot())
                    .hasValueSatisfying(s -> assertThat(s.sequence()).isEqualTo(2_000));
            assertThat(term.append(LINES, NOON, List.of(new Event.NodeStarted("next", "1.0"))))
                    .isInstanceOf(Appended.Done.class);
            assertThat(term.verify()).isEmpty();
            term.close();
        }
        assertThat(new Relocation(from.home(), to.home(), _ -> {}).move())
                .as("again")
                .isEqualTo(new Result.AlreadyDone(LINES + 1));
    }

    @ParameterizedTest
    @EnumSource
    void broken_off_anywhere_it_is_finished_by_doing_it_again(Way way) throws Exception {
        int steps = 0;
        for (boolean broke = true; broke; steps++) {
            var from = from(way);
            var to = to(way);
            fill(from, 1_100, false);
            var before = lines(from);
            var left = new AtomicInteger(steps);
            var breaking =
                    new Relocation(new BreakingHome(from.home(), left), new BreakingHome(to.home(), left), _ -> {});
            broke = died(breaking);
            if (broke) {
                assertThat(startable(from) && holdsLines(to) && startable(to))
                        .as("nodes could start on both after step " + steps)
                        .isFalse();
                assertThat(new Relocation(from.home(), to.home(), _ -> {}).move())
                        .as("after step " + steps)
                        .isInstanceOf(Result.Done.class);
            }
            assertThat(lines(to)).isEqualTo(before);
            assertThat(startable(from)).isFalse();
            assertThat(startable(to)).isTrue();
        }
        assertThat(steps)
                .as("receive, two pages, complete, retire, open, and one more to see the end")
                .isEqualTo(7);
    }

    @Test
    void a_place_that_is_led_or_not_empty_is_left_alone() throws Exception {
        var file = file();
        var other = keys();
        fill(file, 3, false);
        fill(other, 2, false);
        assertRefused(new Relocation(file.home(), other.home(), _ -> {}).move(), "goes to line 2");
        assertRefused(new Relocation(other.home(), file.home(), _ -> {}).move(), "goes to line 3");
        assertRefused(new Relocation(file.home(), file.home(), _ -> {}).move(), "the same place");
        assertRefused(new Relocation(file().home(), keys().home(), _ -> {}).move(), "there is none");
        assertRefused(new Relocation(keys().home(), file().home(), _ -> {}).move(), "holds nothing");
        var led = lead(other.leadership());
        assertRefused(new Relocation(other.home(), file().home(), _ -> {}).move(), "node-a leads");
        led.close();
        var writing = lead(file.leadership());
        assertRefused(new Relocation(file.home(), keys().home(), _ -> {}).move(), "another orchestrator writes");
        writing.close();
    }

    @Test
    void a_node_that_waits_does_not_come_to_lead_in_the_middle_of_a_move() throws Exception {
        var place = keys();
        fill(place, 2, false);
        try (var custody = place.home().take();
                var leadership = place.leadership()) {
            assertThat(leadership.campaign(Duration.ofMillis(500))).isInstanceOf(Candidacy.Waiting.class);
            assertThat(leadership.standing().leader()).contains("journal-move");
            assertThat(custody.chain().occupancy()).isEqualTo(new Occupancy.InUse(2));
        }
    }

    @Test
    void a_broken_chain_is_not_carried_on() throws Exception {
        var from = file();
        fill(from, 5, false);
        try (var custody = from.home().take()) {
            var chain = custody.chain();
            var all = new ArrayList<>(chain.lines(0, 10));
            var third = all.get(2);
            all.set(2, new Lines.Line(3, third.text().replace("node-a", "node-x"), third.previous(), third.hash()));
            var ends = chain.ends();
            custody.receive("a test");
            custody.write(all);
            custody.complete(ends, "");
            custody.open();
        }
        var to = keys();
        assertRefused(new Relocation(from.home(), to.home(), _ -> {}).move(), "line 3 was changed");
        assertThat(startable(to)).as("nothing was begun there").isTrue();
    }

    @Test
    void a_backup_is_made_while_a_node_leads_and_restored_to_either_kind() throws Exception {
        var live = keys();
        fill(live, LINES, true);
        var backup = file();
        try (var leadership = live.leadership()) {
            var journal = lead(leadership);
            assertThat(new Relocation(live.home(), backup.home(), _ -> {}).backUp())
                    .isEqualTo(new Result.Done(1_301, LINES));
            journal.close();
        }
        refusedToANode(backup, "holds a backup of etcd at");
        for (var to : List.of(file(), keys())) {
            assertThat(new Relocation(backup.home(), to.home(), _ -> {}).restore())
                    .isInstanceOf(Result.Done.class);
            assertThat(lines(to)).isEqualTo(lines(backup));
            assertThat(startable(to)).isTrue();
        }
        assertRefused(new Relocation(live.home(), file().home(), _ -> {}).restore(), "is no backup");
        assertRefused(new Relocation(backup.home(), file().home(), _ -> {}).move(), "journal restore");
    }

    @Test
    void what_it_takes_to_move_ten_thousand_lines() throws Exception {
        var file = file();
        fill(file, MANY, false);
        var keys = keys();
        say("moved " + MANY + " lines from a file to etcd in", () -> new Relocation(file.home(), keys.home(), _ -> {}));
        var back = file();
        say("moved " + MANY + " lines from etcd to a file in", () -> new Relocation(keys.home(), back.home(), _ -> {}));
        assertThat(lines(back)).hasSize(MANY).isEqualTo(lines(file));
    }

    private static void say(String what, Supplier<Relocation> relocation) {
        long start = System.nanoTime();
        assertThat(relocation.get().move()).isInstanceOf(Result.Done.class);
        System.out.println("MEASURED " + what + " " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    private static boolean died(Relocation relocation) {
        try {
            assertThat(relocation.move()).isInstanceOf(Result.Done.class);
            return false;
        } catch (BreakingHome.Died _) {
            return true;
        }
    }

    private Place from(Way way) {
        return way == Way.TO_ETCD ? file() : keys();
    }

    private Place to(Way way) {
        return way == Way.TO_ETCD ? keys() : file();
    }

    private Place file() {
        var at = new JournalFile(folder.resolve("journal-" + places.incrementAndGet() + ".db"), "node-a", "1.0");
        return new Place(new FileHome(at), new FileLeadership(at));
    }

    private Place keys() {
        var at = new EtcdPlace(
                List.of(etcd.endpoint()),
                "/test/" + places.incrementAndGet(),
                Optional.empty(),
                Optional.empty(),
                "node-a",
                "1.0",
                Duration.ofSeconds(3));
        return new Place(
                new EtcdHome(at),
                switch (EtcdLeadership.open(at)) {
                    case EtcdLeadership.Opening.Opened opened -> opened.leadership();
                    case EtcdLeadership.Opening.Refused refused -> throw new AssertionError(refused.problem());
                });
    }

    /** With {@code forgotten}, all but the last thousand lines before the snapshot are. */
    private static void fill(Place place, int count, boolean forgotten) throws InterruptedException {
        var journal = lead(place.leadership());
        for (int written = 0; written < count; ) {
            var events = new ArrayList<Event>();
            while (events.size() < 100 && written + events.size() < count) {
                events.add(new Event.NodeStarted("node-a", "1.0"));
            }
            assertThat(journal.append(written, NOON, events)).isInstanceOf(Appended.Done.class);
            written += events.size();
        }
        if (forgotten) {
            var hash = journal.read(1_999, 1).getFirst().hash();
            journal.keep(new Snapshot(2_000, hash, Projection.EMPTY), 700);
        }
        journal.close();
    }

    private static Journal lead(Leadership leadership) throws InterruptedException {
        var candidacy = leadership.campaign(PATIENCE);
        assertThat(candidacy).isInstanceOf(Candidacy.Elected.class);
        return ((Candidacy.Elected) candidacy).term().journal();
    }

    private static void refusedToANode(Place place, String why) throws InterruptedException {
        assertThat(place.leadership().campaign(PATIENCE)).isInstanceOfSatisfying(Candidacy.Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo(FaultCode.CONFLICT);
            assertThat(refused.problem().sentence()).contains(why, "no node starts on it");
        });
    }

    private static boolean startable(Place place) throws InterruptedException {
        if (!(place.leadership().campaign(PATIENCE) instanceof Candidacy.Elected elected)) return false;
        elected.term().close();
        return true;
    }

    private static boolean holdsLines(Place place) throws RelocationException {
        try (var custody = place.home().take();
                var chain = custody.chain()) {
            return !(chain.occupancy() instanceof Occupancy.Empty);
        }
    }

    private static List<Lines.Line> lines(Place place) throws RelocationException {
        try (var chain = place.home().look()) {
            assertThat(new ChainCheck<>(chain, true).flaw()).isEmpty();
            return chain.lines(chain.ends().baseSequence(), Integer.MAX_VALUE);
        }
    }

    private static void assertRefused(Result result, String why) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.problem().sentence()).contains(why));
    }
}
