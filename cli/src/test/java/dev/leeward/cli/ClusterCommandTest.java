package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.control.Company;
import dev.leeward.control.Company.Member;
import dev.leeward.control.Company.Peer;
import dev.leeward.control.Desk.Lead;
import dev.leeward.control.Desk.VantageStanding;
import dev.leeward.health.Sight;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.VantagePoint;
import dev.leeward.testkit.ShopViews;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClusterCommandTest {
    private final CommandFixture leeward = new CommandFixture();

    @AfterEach
    void stop() {
        leeward.close();
    }

    @Test
    void a_leader_says_so_and_how_long_its_lease_lasts() {
        leeward.desk.stand(new Lead(
                "place-1",
                true,
                Optional.of("place-1"),
                "place-1 leads, term 12",
                Optional.of(Duration.ofMillis(2_310)),
                345,
                Optional.empty()));
        var ran = leeward.run("cluster", "status");
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines())
                .containsExactly(
                        "place-1 leads: place-1 leads, term 12",
                        "its lease lasts 2.3 s",
                        "the journal's last line is 345");
    }

    @Test
    void without_a_leader_the_answer_is_no() {
        leeward.desk.stand(new Lead(
                "place-2",
                false,
                Optional.empty(),
                "nobody can tell who leads: no answer",
                Optional.empty(),
                345,
                Optional.of(ShopViews.NOW)));
        var ran = leeward.run("cluster", "status");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("place-2 stands by: nobody can tell who leads", "nothing moves by itself until it does");
        assertThat(leeward.run("cluster", "status", "--output", "json").out()).contains("\"leads\"", "false");
    }

    @Test
    void with_redundancy_all_is_fine_and_everybody_is_named() {
        leeward.desk.join(new Company(
                true,
                List.of(node("place-1", 1, true), node("place-2", 1, false)),
                List.of(member("etcd-1"), member("etcd-2"), member("etcd-3")),
                Optional.empty()));
        var ran = leeward.run("cluster", "status");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("place-1      leads     since 2026-", "place-2      stands by since", "place fra")
                .contains("etcd-3       healthy   http://etcd-3:2379, index 7, 0 behind, 0.02 MB, etcd 3.4.23");
    }

    @Test
    void whatever_redundancy_is_lost_is_named_and_the_answer_is_no() {
        var down = new Member("etcd-3", "http://etcd-3:2379", "", false, 0, 0, 0, Optional.of("does not answer"));
        leeward.desk.join(new Company(
                true,
                List.of(node("place-1", 1, true)),
                List.of(member("etcd-1"), member("etcd-2"), down),
                Optional.empty()));
        var ran = leeward.run("cluster", "status");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("redundancy is lost: only place-1 runs")
                .contains("redundancy is lost: etcd's member etcd-3: does not answer");
    }

    @Test
    void a_node_that_could_not_read_what_a_newer_one_writes_is_no_redundancy() {
        leeward.desk.join(new Company(
                true,
                List.of(node("place-1", 2, true), node("place-2", 1, false)),
                List.of(member("etcd-1"), member("etcd-2"), member("etcd-3")),
                Optional.empty()));
        var ran = leeward.run("cluster", "status");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("format 2 of the journal: place-2 (0.1.0); upgrade them");
    }

    private static Peer node(String name, int format, boolean leads) {
        return new Peer(name, "0.1.0", format, Optional.of("fra"), leads, ShopViews.NOW);
    }

    private static Member member(String name) {
        return new Member(name, "http://" + name + ":2379", "3.4.23", false, 7, 0, 24_576, Optional.empty());
    }

    @Test
    void the_places_that_watch_are_shown_with_what_is_wrong_with_them() {
        leeward.desk.watchedFrom(
                new VantageStanding(
                        new VantagePoint("place-1"),
                        true,
                        true,
                        Optional.of(Duration.ofMillis(420)),
                        Sight.CLEAR,
                        List.of(),
                        ""),
                new VantageStanding(
                        new VantagePoint("place-2"),
                        false,
                        false,
                        Optional.empty(),
                        Sight.SILENT,
                        List.of(),
                        "no answer in time"),
                new VantageStanding(
                        new VantagePoint("place-3"),
                        false,
                        true,
                        Optional.of(Duration.ofSeconds(2)),
                        Sight.BLIND,
                        List.of(new ProbeId("shop/us-east/http-1")),
                        "asks something else by 1 probe"));
        var ran = leeward.run("cluster", "status");
        assertThat(ran.code()).as("votes are missing").isEqualTo(1);
        assertThat(ran.out().lines())
                .contains(
                        "redundancy is lost: vantage point place-2: no answer in time",
                        "vantage point place-1 (this node): evidence 0.4 s old; clear",
                        "vantage point place-2: NOT REACHABLE; no evidence; silent; no answer in time",
                        "vantage point place-3: evidence 2.0 s old; blind; asks something else by 1 probe;"
                                + " differs in shop/us-east/http-1");
    }

    @Test
    void cluster_alone_is_no_command() {
        assertThat(leeward.run("cluster").code()).isEqualTo(2);
    }
}
