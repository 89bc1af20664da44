package dev.leeward.steering.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dns.Queries;
import dev.leeward.dns.Reply;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Verification.State;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

final class ExpectationTest {
    private static final Name WWW = Queries.absolute("www.example.net");
    private static final Expectation ADDRESS =
            new Expectation(WWW, Endpoints.of(RecordType.A, "192.0.2.1"), Duration.ofSeconds(30));

    @Test
    void the_exact_set_with_authority_is_current() {
        assertState(State.CURRENT, answer(a("192.0.2.1", 30)));
    }

    @Test
    void more_less_or_other_values_are_stale() {
        assertState(State.STALE, answer(a("192.0.2.1", 30), a("192.0.2.2", 30)));
        assertState(State.STALE, answer(a("192.0.2.2", 30)));
        assertState(State.STALE, answer());
    }

    @Test
    void a_ttl_that_is_too_long_is_stale() {
        assertState(State.STALE, answer(a("192.0.2.1", 31)));
    }

    @Test
    void an_address_of_a_kind_that_must_be_gone_is_stale() {
        Message left = answer(new AAAARecord(WWW, DClass.IN, 30, InetAddress.ofLiteral("2001:db8::1")));
        assertThat(ADDRESS.questions()).containsExactly(RecordType.A, RecordType.AAAA);
        assertThat(judge(RecordType.AAAA, left)).isEqualTo(State.STALE);
        assertThat(judge(RecordType.AAAA, answer())).isEqualTo(State.CURRENT);
    }

    @Test
    void an_alias_that_leads_to_the_right_address_is_stale_all_the_same() {
        Name target = Queries.absolute("other.example.net");
        Record alias = new CNAMERecord(WWW, DClass.IN, 30, target);
        Record behind = new ARecord(target, DClass.IN, 30, InetAddress.ofLiteral("192.0.2.1"));
        assertState(State.STALE, answer(alias, behind));
    }

    @Test
    void an_expected_alias_is_asked_for_alone() {
        var expectation =
                new Expectation(WWW, Endpoints.of(RecordType.CNAME, "shop.example.org"), Duration.ofSeconds(30));
        Message answer = answer(new CNAMERecord(WWW, DClass.IN, 30, Queries.absolute("Shop.Example.ORG")));
        assertThat(expectation.questions()).containsExactly(RecordType.CNAME);
        assertThat(expectation
                        .judge(RecordType.CNAME, new Reply.Answered(answer))
                        .state())
                .isEqualTo(State.CURRENT);
    }

    @Test
    void a_right_answer_without_authority_proves_nothing() {
        Message cached = answer(a("192.0.2.1", 30));
        cached.getHeader().unsetFlag(Flags.AA);
        assertState(State.NOT_AUTHORITATIVE, cached);
    }

    @Test
    void every_way_to_fail_has_a_state_of_its_own() {
        assertState(State.NO_SUCH_NAME, failing(Rcode.NXDOMAIN));
        assertState(State.REFUSED, failing(Rcode.REFUSED));
        assertState(State.NOT_AUTHORITATIVE, failing(Rcode.SERVFAIL));
        assertThat(ADDRESS.judge(RecordType.A, new Reply.Silent()).state()).isEqualTo(State.TIMED_OUT);
        assertThat(ADDRESS.judge(RecordType.A, new Reply.Unreachable("refused")).state())
                .isEqualTo(State.UNREACHABLE);
    }

    private static void assertState(State state, Message answer) {
        assertThat(judge(RecordType.A, answer)).isEqualTo(state);
    }

    private static State judge(RecordType asked, Message answer) {
        return ADDRESS.judge(asked, new Reply.Answered(answer)).state();
    }

    private static Record a(String address, long ttl) {
        return new ARecord(WWW, DClass.IN, ttl, InetAddress.ofLiteral(address));
    }

    private static Message answer(Record... records) {
        var message = new Message();
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setFlag(Flags.AA);
        for (Record record : records) message.addRecord(record, Section.ANSWER);
        return message;
    }

    private static Message failing(int rcode) {
        Message message = answer();
        message.getHeader().setRcode(rcode);
        return message;
    }
}
