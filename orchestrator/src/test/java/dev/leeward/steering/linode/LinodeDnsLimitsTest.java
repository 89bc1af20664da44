package dev.leeward.steering.linode;

import static dev.leeward.testkit.ActuatorRig.AWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.emulator.linode.LinodeCall;
import dev.leeward.emulator.linode.LinodeFault;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.linode.Allowance;
import dev.leeward.linode.Lists;
import dev.leeward.linode.PatientDns;
import dev.leeward.secret.Secret;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What ends however odd the other side is: calls, pages, bodies, look-ups. */
class LinodeDnsLimitsTest extends LinodeScene {
    @Test
    void an_operation_makes_only_so_many_calls() {
        Allowance allowance = Allowance.of(LIMIT);
        for (int i = 0; i < Allowance.MOST_CALLS; i++)
            assertThat(allowance.refuseCall()).isEmpty();

        Optional<Problem> refused = allowance.refuseCall();

        assertThat(refused.orElseThrow().code()).isEqualTo(FaultCode.EXHAUSTED);
    }

    @Test
    void half_of_what_is_left_goes_to_a_call() {
        assertThat(Allowance.of(LIMIT).forCall())
                .isBetween(LIMIT.dividedBy(3), LIMIT.dividedBy(2).plusMillis(1));
        assertThat(Allowance.of(Duration.ZERO).refuseCall().orElseThrow().code())
                .isEqualTo(FaultCode.TIMED_OUT);
        assertThat(Allowance.of(Duration.ZERO).rest(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void pages_without_end_are_given_up() {
        answerListsWith("{\"data\":[],\"page\":1,\"pages\":99999,\"results\":0}");

        assertThat(unreadable()).isEqualTo(FaultCode.EXHAUSTED);
        assertThat(rig.api.calls(LinodeCall.LIST_RECORDS)).isEqualTo(Lists.MOST_PAGES);
    }

    @Test
    void a_body_without_end_is_given_up() {
        answerListsWith("{\"data\":[\"" + "x".repeat(5 * 1024 * 1024) + "\"],\"page\":1,\"pages\":1,\"results\":1}");

        assertThat(unreadable()).isEqualTo(FaultCode.EXHAUSTED);
    }

    @Test
    void an_answer_of_another_form_is_garbled() {
        answerListsWith("{\"records\":[]}");
        assertThat(unreadable()).isEqualTo(FaultCode.GARBLED);

        answerListsWith("{\"data\":[{\"name\":\"www\"}],\"page\":1,\"pages\":1,\"results\":1}");
        assertThat(unreadable()).isEqualTo(FaultCode.GARBLED);
    }

    @Test
    void a_failure_before_anything_was_sent_leaves_all_untouched() throws Exception {
        SteeringPlan plan = ready(order(AWAY, 1));
        try (ServerSocket noTls = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> hangUp(noTls));
            URI url = URI.create("https://127.0.0.1:" + noTls.getLocalPort() + "/v4");
            var target = new LinodeDnsTarget(
                    url, "example.com", "www", Duration.ofMinutes(5), Duration.ofSeconds(30), Secret.of("token"));
            try (LinodeDnsActuator actuator = new LinodeDnsActuator(
                    target, (name, expected, atMost, limit) -> new Verification.NotYet(List.of()))) {
                untouched(actuator.apply(plan, LIMIT), FaultCode.UNREACHABLE);
            }
        }
    }

    /** Accepts a connection and ends it before its TLS handshake is done. */
    private static void hangUp(ServerSocket server) {
        try {
            server.accept().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_name_that_does_not_resolve_is_unknown_in_time() throws Exception {
        PatientDns dns = new PatientDns();
        assertThat(dns.lookup("localhost")).isNotEmpty();

        long start = System.nanoTime();
        assertThatThrownBy(() -> dns.lookup("api.example.invalid")).isInstanceOf(UnknownHostException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    private void answerListsWith(String body) {
        rig.api
                .faults()
                .always(
                        LinodeCall.LIST_RECORDS,
                        new LinodeFault.Answer(false, 200, Map.of(), "application/json", body));
    }

    private FaultCode unreadable() {
        Reading reading = rig.actuator().read(LIMIT);
        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        return ((Reading.Unreadable) reading).problem().code();
    }
}
