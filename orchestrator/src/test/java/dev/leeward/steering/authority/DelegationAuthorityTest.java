package dev.leeward.steering.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dns.ServerPlace;
import dev.leeward.fault.FaultCode;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Verification;
import dev.leeward.steering.Verification.State;
import dev.leeward.steering.Verification.Witness;
import dev.leeward.testkit.BindServer;
import dev.leeward.testkit.BindZone;
import dev.leeward.testkit.Ports;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Against real name servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DelegationAuthorityTest {
    private static final String WWW = "www.example.net";
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final Endpoints OLD = Endpoints.of(RecordType.A, "192.0.2.1");
    private static final Endpoints NEW = Endpoints.of(RecordType.A, "198.51.100.1");
    private static final BindZone ZONE = BindZone.of("example.net")
            .with("www 300 IN A 192.0.2.1", "alias 300 IN CNAME www", "slow 86400 IN A 192.0.2.1")
            // Enough addresses that the answer does not fit into a packet.
            .with(manyAddresses());

    private final BindServer primary;
    private final BindServer secondary;

    DelegationAuthorityTest(@TempDir Path folder) {
        InetSocketAddress second = BindServer.place();
        primary = BindServer.primary(folder, ZONE, BindServer.place(), List.of(second));
        secondary = BindServer.secondary(folder, ZONE, second, primary.address());
    }

    @AfterAll
    void stop() {
        secondary.close();
        primary.close();
    }

    @Test
    void both_servers_prove_what_both_answer() {
        Verification proven = both().ask(WWW, OLD, TTL, LONG);
        assertThat(proven).isInstanceOf(Verification.Proven.class);
        assertThat(((Verification.Proven) proven).witnesses())
                .hasSize(2)
                .allSatisfy(witness -> assertThat(witness.detail()).contains("192.0.2.1"));
    }

    @Test
    void a_change_is_seen_while_it_is_waited_for() {
        String name = "moving.example.net";
        primary.update("add " + name + " 300 A 192.0.2.1");
        var waiting = CompletableFuture.supplyAsync(() -> both().ask(name, NEW, TTL, LONG));
        primary.update("del " + name, "add " + name + " 300 A 198.51.100.1");
        assertThat(waiting.join()).isInstanceOf(Verification.Proven.class);
    }

    @Test
    void what_stands_there_instead_is_named() {
        assertStates(both().ask(WWW, NEW, TTL, SHORT), State.STALE, State.STALE);
        assertStates(both().ask(WWW, OLD, Duration.ofSeconds(30), SHORT), State.STALE, State.STALE);
        assertStates(both().ask("nobody.example.net", OLD, TTL, SHORT), State.NO_SUCH_NAME, State.NO_SUCH_NAME);
        assertStates(both().ask("www.example.org", OLD, TTL, SHORT), State.REFUSED, State.REFUSED);
    }

    @Test
    void a_dead_server_is_unreachable_and_a_stalled_one_times_out() {
        var dead = new ServerPlace("127.0.0.1", Ports.free());
        secondary.stall();
        Verification seen = asking(place(primary), place(secondary), dead).ask(WWW, OLD, TTL, SHORT);
        secondary.resume();
        assertStates(seen, State.CURRENT, State.TIMED_OUT, State.UNREACHABLE);
    }

    @Test
    void a_quorum_of_two_does_not_wait_for_the_third() {
        var dead = new ServerPlace("127.0.0.1", Ports.free());
        var authority = new DelegationAuthority(
                settings(place(primary), place(secondary), dead).withQuorum(Quorum.of(2)));
        long start = System.nanoTime();
        Verification proven = authority.ask(WWW, OLD, TTL, LONG);
        assertThat(proven).isInstanceOf(Verification.Proven.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
        assertThat(((Verification.Proven) proven).witnesses())
                .extracting(Witness::state)
                .containsExactly(State.CURRENT, State.CURRENT, State.UNREACHABLE);
    }

    @Test
    void an_answer_too_long_for_a_packet_comes_by_tcp() {
        String[] addresses = new String[100];
        for (int i = 0; i < addresses.length; i++) addresses[i] = "192.0.2." + (i + 1);
        assertThat(both().ask("many.example.net", Endpoints.of(RecordType.A, addresses), TTL, LONG))
                .isInstanceOf(Verification.Proven.class);
    }

    @Test
    void the_delegation_is_walked_up_to_the_zone_and_each_of_its_servers_is_a_witness() {
        // A server of the zone stands in for a resolver; the delegation's servers would answer on port 53, where none
        // is.
        var settings = AuthoritySettings.defaults().withResolvers(List.of(primary.address()));
        Verification seen = new DelegationAuthority(settings).ask("a.b.c." + WWW, OLD, TTL, SHORT);
        assertThat(seen).isInstanceOf(Verification.NotYet.class);
        assertThat(((Verification.NotYet) seen).witnesses())
                .extracting(Witness::server)
                .containsExactlyInAnyOrder("ns1.example.net/127.0.0.1", "ns2.example.net/127.0.0.1");
    }

    @Test
    void without_a_resolver_nobody_can_be_asked() {
        var nobody = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Ports.free());
        var settings = AuthoritySettings.defaults().withResolvers(List.of(nobody));
        Verification unseen = new DelegationAuthority(settings).ask(WWW, OLD, TTL, SHORT);
        assertThat(unseen).isInstanceOf(Verification.Unseen.class);
        assertThat(((Verification.Unseen) unseen).problem().code()).isEqualTo(FaultCode.UNREACHABLE);
    }

    @Test
    void times_that_slow_a_failover_are_found() {
        var lint = new TtlLint(settings(place(primary), place(secondary)));
        assertThat(lint.look(WWW, TTL, LONG)).isEmpty();
        assertThat(lint.look("slow.example.net", TTL, LONG))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("86400 s");
        assertThat(lint.look("alias.example.net", Duration.ofSeconds(30), LONG)).hasSize(1);
    }

    @Test
    void a_single_server_is_warned_of() {
        assertThat(new TtlLint(settings(place(primary))).look(WWW, TTL, LONG))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("single name server");
    }

    private DelegationAuthority both() {
        return asking(place(primary), place(secondary));
    }

    private static DelegationAuthority asking(ServerPlace... servers) {
        return new DelegationAuthority(settings(servers));
    }

    private static AuthoritySettings settings(ServerPlace... servers) {
        return AuthoritySettings.defaults().withServers(List.of(servers)).withPatience(Duration.ofSeconds(1));
    }

    private static ServerPlace place(BindServer server) {
        return ServerPlace.parse(server.hostAndPort());
    }

    private static void assertStates(Verification verification, State... states) {
        assertThat(verification).isInstanceOf(Verification.NotYet.class);
        assertThat(((Verification.NotYet) verification).witnesses())
                .extracting(Witness::state)
                .containsExactly(states);
    }

    private static String[] manyAddresses() {
        String[] lines = new String[100];
        for (int i = 0; i < lines.length; i++) lines[i] = "many 300 IN A 192.0.2." + (i + 1);
        return lines;
    }
}
