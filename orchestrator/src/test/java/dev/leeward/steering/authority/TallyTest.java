package dev.leeward.steering.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.steering.Verification;
import dev.leeward.steering.Verification.State;
import dev.leeward.steering.Verification.Witness;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TallyTest {
    private static final AskedServer ONE = server("ns1", "192.0.2.1");
    private static final AskedServer ONE_V6 = server("ns1", "2001:db8::1");
    private static final AskedServer TWO = server("ns2", "192.0.2.2");
    private static final AskedServer THREE = server("ns3", "192.0.2.3");
    private static final Expectation.Judgement GOOD = new Expectation.Judgement(State.CURRENT, "as wanted");
    private static final Expectation.Judgement OLD = new Expectation.Judgement(State.STALE, "as before");
    private static final Expectation.Judgement NO_ROUTE = new Expectation.Judgement(State.UNREACHABLE, "no route");

    @Test
    void all_must_be_current_for_all_their_rounds() {
        var tally = new Tally(List.of(ONE, TWO), Quorum.ALL, 2);
        note(tally, GOOD, ONE, ONE, TWO);
        assertThat(tally.result()).isInstanceOf(Verification.NotYet.class);
        note(tally, GOOD, TWO);
        assertThat(tally.result()).isInstanceOf(Verification.Proven.class);
    }

    @Test
    void a_bad_answer_in_between_starts_the_count_again() {
        var tally = new Tally(List.of(ONE), Quorum.ALL, 2);
        note(tally, GOOD, ONE);
        note(tally, OLD, ONE);
        note(tally, GOOD, ONE);
        assertThat(tally.result()).isInstanceOf(Verification.NotYet.class);
    }

    @Test
    void a_quorum_leaves_a_straggler_behind_and_names_it() {
        var tally = new Tally(List.of(ONE, TWO, THREE), Quorum.of(2), 1);
        note(tally, GOOD, ONE, TWO);
        note(tally, OLD, THREE);
        assertThat(tally.result()).isInstanceOf(Verification.Proven.class);
        assertThat(((Verification.Proven) tally.result()).witnesses())
                .contains(new Witness("ns3/192.0.2.3", State.STALE, "as before"));
    }

    @Test
    void one_server_is_never_enough_where_there_are_two() {
        var tally = new Tally(List.of(ONE, TWO), Quorum.of(1), 1);
        note(tally, GOOD, ONE);
        assertThat(tally.result()).isInstanceOf(Verification.NotYet.class);
    }

    @Test
    void two_addresses_of_one_server_are_one_server() {
        var tally = new Tally(List.of(ONE, ONE_V6, TWO, THREE), Quorum.of(2), 1);
        note(tally, GOOD, ONE, ONE_V6);
        assertThat(tally.result()).isInstanceOf(Verification.NotYet.class);
    }

    @Test
    void a_server_is_current_only_at_every_address() {
        var tally = new Tally(List.of(ONE, ONE_V6), Quorum.ALL, 1);
        note(tally, GOOD, ONE);
        note(tally, OLD, ONE_V6);
        assertThat(tally.result()).isInstanceOf(Verification.NotYet.class);
    }

    @Test
    void an_address_without_a_route_does_not_count_beside_one_that_answers() {
        var tally = new Tally(List.of(ONE, ONE_V6), Quorum.ALL, 1);
        note(tally, GOOD, ONE);
        tally.noteNoRoute(ONE_V6, NO_ROUTE);
        assertThat(tally.result()).isInstanceOf(Verification.Proven.class);
        assertThat(((Verification.Proven) tally.result()).witnesses().getLast().detail())
                .contains("does not count");
    }

    @Test
    void a_server_that_nobody_can_see_still_counts() {
        var tally = new Tally(List.of(ONE_V6, TWO), Quorum.ALL, 1);
        note(tally, GOOD, TWO);
        tally.noteNoRoute(ONE_V6, NO_ROUTE);
        assertThat(tally.result()).isInstanceOf(Verification.NotYet.class);
    }

    @Test
    void without_any_route_nobody_was_asked() {
        var tally = new Tally(List.of(ONE_V6), Quorum.ALL, 1);
        tally.noteNoRoute(ONE_V6, NO_ROUTE);
        assertThat(tally.result()).isInstanceOf(Verification.Unseen.class);
    }

    private static void note(Tally tally, Expectation.Judgement judgement, AskedServer... servers) {
        for (AskedServer server : servers) tally.note(server, judgement);
    }

    private static AskedServer server(String name, String address) {
        return new AskedServer(name, new InetSocketAddress(InetAddress.ofLiteral(address), 53));
    }
}
