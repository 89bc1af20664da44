package dev.leeward.probe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.resolve.SystemNames;
import dev.leeward.resolve.TestNameServer;
import dev.leeward.testkit.Ports;
import dev.leeward.testkit.ProberContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

final class DnsProberTest extends ProberContract {

    private static final SystemNames NOBODY_TO_ASK = SystemNames.of(Path.of("/nonexistent/hosts"), List.of());

    private final TestNameServer server = TestNameServer.saying(
            Rcode.NOERROR,
            "www.example A 192.0.2.1",
            "www.example A 192.0.2.2",
            "www.example TXT \"Leeward\"",
            "alias.example CNAME www.example.");
    private final TestNameServer refusing = TestNameServer.saying(Rcode.REFUSED);
    private final TestNameServer silent = TestNameServer.silent();

    @AfterEach
    void stop() {
        server.close();
        refusing.close();
        silent.close();
    }

    @Override
    protected Prober prober() {
        return new DnsProber(NOBODY_TO_ASK);
    }

    @Override
    protected Check healthy() {
        return question(server, "www.example", "A");
    }

    @Override
    protected Check failing() {
        return question(refusing, "www.example", "A");
    }

    @Override
    protected Check silent() {
        return question(silent, "www.example", "A");
    }

    private static Check.Dns question(TestNameServer server, String name, String type, String... expect) {
        return new Check.Dns("127.0.0.1:" + server.address().getPort(), name, type, Set.of(expect));
    }

    private static Sighting look(Check check) {
        return look(check, Duration.ofSeconds(30));
    }

    private static Sighting look(Check check, Duration timeout) {
        try (Prober prober = new DnsProber(NOBODY_TO_ASK)) {
            CompletableFuture<Sighting> seen = new CompletableFuture<>();
            prober.look(new Probe(new ProbeId("test"), check, timeout, timeout, timeout), seen::complete);
            return seen.join();
        }
    }

    private static Sighting.Failing failing(Check check) {
        if (look(check) instanceof Sighting.Failing failing) return failing;
        throw new AssertionError("Not failing");
    }

    @Test
    void all_expected_values_must_be_there() {
        assertThat(look(question(server, "www.example", "A", "192.0.2.2", "192.0.2.1")))
                .isInstanceOf(Sighting.Healthy.class);
        assertThat(failing(question(server, "www.example", "A", "192.0.2.2", "192.0.2.3")))
                .returns(FailureKind.BAD_ANSWER, Sighting.Failing::kind)
                .returns("without [192.0.2.3]: [192.0.2.1, 192.0.2.2]", Sighting.Failing::detail);
    }

    @Test
    void names_and_texts_compare_as_people_write_them() {
        assertThat(look(question(server, "alias.example", "CNAME", "WWW.Example")))
                .isInstanceOf(Sighting.Healthy.class);
        assertThat(look(question(server, "www.example", "TXT", "leeward"))).isInstanceOf(Sighting.Healthy.class);
    }

    @Test
    void an_answer_without_the_record_or_with_an_error_is_bad() {
        assertThat(failing(question(server, "www.example", "MX"))).returns("no MX record", Sighting.Failing::detail);
        assertThat(failing(question(refusing, "www.example", "A"))).returns("REFUSED", Sighting.Failing::detail);
    }

    @Test
    void an_answer_that_is_cut_short_is_asked_for_over_tcp() {
        String[] many = new String[100];
        for (int i = 0; i < many.length; i++) many[i] = "big.example A 192.0.2." + i;
        try (TestNameServer big = TestNameServer.saying(Rcode.NOERROR, many)) {
            assertThat(look(question(big, "big.example", "A", "192.0.2.99"))).isInstanceOf(Sighting.Healthy.class);
            assertThat(big.askedOverTcp()).isEqualTo(1);
        }
    }

    @Test
    void a_port_without_a_server_is_refused_and_not_silent() {
        Check check = new Check.Dns("127.0.0.1:" + Ports.free(), "www.example", "A", Set.of());
        assertThat(failing(check)).returns(FailureKind.REFUSED, Sighting.Failing::kind);
    }

    @Test
    void a_silent_server_is_a_time_out() {
        assertThat(look(silent(), Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(
                        Sighting.Failing.class, seen -> assertThat(seen.kind()).isEqualTo(FailureKind.TIMED_OUT));
    }

    @Test
    void what_cannot_be_asked_says_nothing_about_the_server() {
        assertThat(look(question(server, "www.example", "NONSENSE"))).isInstanceOf(Sighting.Inconclusive.class);
        assertThat(look(question(server, "www..example", "A"))).isInstanceOf(Sighting.Inconclusive.class);
        assertThat(look(new Check.Dns("ns.example", "www.example", "A", Set.of())))
                .isInstanceOf(Sighting.Inconclusive.class);
    }
}
