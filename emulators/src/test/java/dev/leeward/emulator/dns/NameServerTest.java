package dev.leeward.emulator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class NameServerTest {
    private static final Name ORIGIN = Name.fromConstantString("example.com.");
    private static final Name WWW = Name.fromConstantString("www.example.com.");

    private final ZoneStore store = new ZoneStore();
    private NameServer server;

    @BeforeEach
    void start() throws IOException {
        store.publish(zone("192.0.2.1"));
        server = NameServer.start(store);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answers_with_authority_over_udp_and_tcp(boolean tcp) throws IOException {
        Message answer = ask("www.example.com.", Type.A, tcp);

        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(values(answer)).containsExactly("192.0.2.1");
        assertThat(answer.getSection(Section.ANSWER).getFirst().getTTL()).isEqualTo(30);
    }

    @Test
    void follows_an_alias_within_the_zone() throws IOException {
        assertThat(values(ask("shop.example.com.", Type.A, false))).containsExactly("www.example.com.", "192.0.2.1");
    }

    @Test
    void a_missing_name_is_denied_for_the_negative_ttl() throws IOException {
        Message answer = ask("nowhere.example.com.", Type.A, false);

        assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        Record soa = answer.getSection(Section.AUTHORITY).getFirst();
        assertThat(soa.getType()).isEqualTo(Type.SOA);
        assertThat(soa.getTTL()).isEqualTo(120);
    }

    @Test
    void a_missing_type_is_no_missing_name() throws IOException {
        Message answer = ask("www.example.com.", Type.AAAA, false);

        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.getSection(Section.ANSWER)).isEmpty();
        assertThat(answer.getSection(Section.AUTHORITY)).hasSize(1);
    }

    @Test
    void a_name_above_another_exists() throws IOException {
        assertThat(ask("below.example.com.", Type.A, false).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void other_zones_are_refused() throws IOException {
        Message answer = ask("www.example.net.", Type.A, false);

        assertThat(answer.getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    }

    @Test
    void an_answer_too_large_for_udp_is_cut_and_whole_over_tcp() throws IOException {
        List<Record> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(new ARecord(WWW, DClass.IN, 30, InetAddress.ofLiteral("192.0.2." + i)));
        }
        store.publish(new Zone(ORIGIN, soa(), many));

        SimpleResolver udp = resolver(false);
        udp.setIgnoreTruncation(true);
        Message cut = udp.send(Message.newQuery(Record.newRecord(WWW, Type.A, DClass.IN)));

        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(values(ask("www.example.com.", Type.A, true))).hasSize(200);
    }

    @Test
    void a_stalled_server_answers_nothing_until_it_recovers() throws IOException {
        server.stall();
        SimpleResolver impatient = resolver(false);
        impatient.setTimeout(Duration.ofMillis(700));
        assertThatThrownBy(() -> ask("www.example.com.", Type.A, impatient)).isInstanceOf(IOException.class);

        server.recover();
        assertThat(values(ask("www.example.com.", Type.A, false))).containsExactly("192.0.2.1");
    }

    @Test
    void a_slow_server_answers_later() throws IOException {
        server.slowDown(Duration.ofMillis(150));
        long start = System.nanoTime();

        assertThat(values(ask("www.example.com.", Type.A, false))).containsExactly("192.0.2.1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void a_frozen_server_keeps_serving_the_old_version() throws IOException {
        server.freeze();
        store.publish(zone("198.51.100.1"));
        assertThat(values(ask("www.example.com.", Type.A, false))).containsExactly("192.0.2.1");

        server.recover();
        assertThat(values(ask("www.example.com.", Type.A, false))).containsExactly("198.51.100.1");
    }

    @Test
    void a_killed_server_comes_back_at_the_same_address() throws IOException {
        server.kill();
        assertThatThrownBy(() -> ask("www.example.com.", Type.A, true)).isInstanceOf(IOException.class);

        server.restart();
        assertThat(values(ask("www.example.com.", Type.A, true))).containsExactly("192.0.2.1");
    }

    private Message ask(String name, int type, boolean tcp) throws IOException {
        return ask(name, type, resolver(tcp));
    }

    private static Message ask(String name, int type, SimpleResolver resolver) throws IOException {
        return resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)));
    }

    private SimpleResolver resolver(boolean tcp) {
        SimpleResolver resolver = new SimpleResolver(server.address());
        resolver.setTimeout(Duration.ofSeconds(30));
        resolver.setTCP(tcp);
        return resolver;
    }

    private static List<String> values(Message answer) {
        return answer.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }

    private static Zone zone(String address) {
        return new Zone(
                ORIGIN,
                soa(),
                List.of(
                        new ARecord(WWW, DClass.IN, 30, InetAddress.ofLiteral(address)),
                        new CNAMERecord(Name.fromConstantString("shop.example.com."), DClass.IN, 30, WWW),
                        new TXTRecord(Name.fromConstantString("a.below.example.com."), DClass.IN, 30, "text")));
    }

    private static SOARecord soa() {
        return new SOARecord(ORIGIN, DClass.IN, 3600, WWW, WWW, 1, 60, 60, 600, 120);
    }
}
