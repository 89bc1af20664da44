package dev.leeward.journal.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.control.Company;
import dev.leeward.control.Company.Member;
import dev.leeward.control.Company.Peer;
import dev.leeward.fault.FaultCode;
import dev.leeward.format.Chain;
import dev.leeward.format.ChainEnds;
import dev.leeward.format.JournalFormat;
import dev.leeward.format.Lines;
import dev.leeward.journal.Event;
import dev.leeward.leadership.Leadership.Candidacy;
import dev.leeward.relocation.RelocationException;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.EtcdServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who shares a journal on a real etcd of three members, and nodes of several versions. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(300)
final class EtcdCompanyIT {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration CAMPAIGN = Duration.ofSeconds(30);

    private List<EtcdServer> etcd = List.of();

    @BeforeAll
    void start(@TempDir Path folder) {
        etcd = EtcdServer.cluster(folder, 3);
    }

    @AfterAll
    void stop() {
        etcd.forEach(EtcdServer::close);
    }

    @Test
    void nodes_tell_of_themselves_and_members_are_seen_well_behind_or_down() {
        try (var first = leadership(place("/company", "place-1", "1.0"))) {
            first.announce(() -> new Peer("place-1", "1.0", 1, Optional.of("fra"), true, NOON));
            Company company;
            try (var second = leadership(place("/company", "place-2", "1.0"))) {
                second.announce(() -> new Peer("place-2", "1.0", 1, Optional.empty(), false, NOON));
                Await.until(
                        "both to be there",
                        PATIENCE,
                        () -> first.company().nodes().size() == 2);
                company = second.company();
            }
            assertThat(company.nodes())
                    .containsExactly(
                            new Peer("place-1", "1.0", 1, Optional.of("fra"), true, NOON),
                            new Peer("place-2", "1.0", 1, Optional.empty(), false, NOON));
            assertThat(company.members()).hasSize(3).allSatisfy(member -> {
                assertThat(member.trouble()).isEmpty();
                assertThat(member.bytes()).isPositive();
                assertThat(member.version()).startsWith("3.");
            });
            assertThat(company.members().stream().filter(Member::leads)).hasSize(1);
            assertThat(company.worries()).isEmpty();
            Await.until(
                    "one to be gone", PATIENCE, () -> first.company().nodes().size() == 1);
            assertThat(first.company().worries()).containsExactly("only place-1 runs: when it fails, nobody leads");
            down(first, company);
        }
    }

    /** In this order, since the etcd of a test that lost its majority is of no use to another. */
    private void down(EtcdLeadership asking, Company before) {
        etcd.get(2).kill();
        Await.until("a member to be missed", PATIENCE, () -> troubled(asking.company()) == 1);
        assertThat(asking.company().members())
                .extracting(Member::name)
                .containsExactlyInAnyOrderElementsOf(
                        before.members().stream().map(Member::name).toList());
        etcd.get(2).restart();
        Await.until("it to be back", PATIENCE, () -> troubled(asking.company()) == 0);
    }

    private static long troubled(Company company) {
        return company.members().stream()
                .filter(member -> member.trouble().isPresent())
                .count();
    }

    @Test
    void an_old_node_refuses_what_it_cannot_read_and_leaves_the_lead_to_one_that_can() throws Exception {
        write(
                "/upgrade",
                "9.0",
                "{\"at\":\"2026-03-01T12:00:00Z\",\"event\":{\"type\":\"from-the-future\"},\"sequence\":2}");
        for (int i = 0; i < 2; i++) {
            try (var old = leadership(place("/upgrade", "old", "1.0"))) {
                assertThat(old.campaign(CAMPAIGN)).isInstanceOfSatisfying(Candidacy.Refused.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(FaultCode.MISCONFIGURED);
                    assertThat(refused.problem().sentence())
                            .contains("line 2", "from-the-future", "Leeward 9.0 wrote this journal last");
                });
                assertThat(old.company().nodes()).isEmpty();
            }
        }
        try (var custody = new EtcdHome(place("/upgrade", "new", "9.0")).take()) {
            assertThat(custody.chain().ends().head().sequence())
                    .as("the lead was given back, and nothing changed")
                    .isEqualTo(2);
        }
    }

    @Test
    void a_new_node_leads_on_what_an_old_one_wrote() throws Exception {
        write("/old", "0.0.1", JournalFormat.line(2, NOON, new Event.NodeStarted("old", "0.0.1")));
        try (var node = leadership(place("/old", "new", "1.0"))) {
            assertThat(node.campaign(CAMPAIGN)).isInstanceOfSatisfying(Candidacy.Elected.class, elected -> {
                assertThat(elected.term().journal().read(0, 10)).hasSize(2);
                elected.term().close();
            });
        }
    }

    /** A journal whose second line is {@code second}, as {@code version} leaves it. */
    private void write(String prefix, String version, String second) throws RelocationException {
        var first = JournalFormat.line(1, NOON, new Event.NodeStarted("place-1", version));
        var one = new Lines.Line(1, first, Chain.GENESIS, Chain.hash(Chain.GENESIS, first));
        var two = new Lines.Line(2, second, one.hash(), Chain.hash(one.hash(), second));
        try (var custody = new EtcdHome(place(prefix, "place-1", version)).take()) {
            custody.receive("a test");
            custody.write(List.of(one, two));
            custody.complete(new ChainEnds(0, Chain.GENESIS, new ChainEnds.Head(2, two.hash(), Optional.of(NOON))), "");
            custody.open();
        }
    }

    private static EtcdLeadership leadership(EtcdPlace place) {
        return switch (EtcdLeadership.open(place)) {
            case EtcdLeadership.Opening.Opened opened -> opened.leadership();
            case EtcdLeadership.Opening.Refused refused -> throw new AssertionError(refused.problem());
        };
    }

    private EtcdPlace place(String prefix, String node, String version) {
        List<URI> endpoints = etcd.stream().map(EtcdServer::endpoint).toList();
        return new EtcdPlace(
                endpoints, prefix, Optional.empty(), Optional.empty(), node, version, Duration.ofSeconds(5));
    }
}
