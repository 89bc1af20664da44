package dev.leeward.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;

final class SystemNamesTest {

    @TempDir
    Path folder;

    private Path hosts(String... lines) {
        try {
            return Files.write(folder.resolve("hosts"), Arrays.asList(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Lookup lookUp(String host, TestNameServer... servers) {
        return lookUp(host, Duration.ofSeconds(30), servers);
    }

    private Lookup lookUp(String host, Duration within, TestNameServer... servers) {
        List<InetSocketAddress> asked =
                Arrays.stream(servers).map(TestNameServer::address).toList();
        return SystemNames.of(hosts("127.0.0.7 Known other # not-this"), asked)
                .lookUp(host, within)
                .toCompletableFuture()
                .join();
    }

    private static Lookup found(String... addresses) {
        return new Lookup.Found(
                Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    }

    @Test
    void an_address_is_its_own_name_and_nobody_is_asked() {
        assertThat(lookUp("192.0.2.1")).isEqualTo(found("192.0.2.1"));
        assertThat(lookUp("2001:db8::1")).isEqualTo(found("2001:db8::1"));
    }

    @Test
    void the_hosts_file_comes_first() {
        try (TestNameServer server = TestNameServer.saying(Rcode.NOERROR, "known A 192.0.2.1")) {
            assertThat(lookUp("KNOWN", server)).isEqualTo(found("127.0.0.7"));
            assertThat(lookUp("other", server)).isEqualTo(found("127.0.0.7"));
            assertThat(server.askedOverUdp()).isZero();
        }
    }

    @Test
    void a_hosts_file_that_changes_is_read_again() throws IOException {
        Path file = hosts("192.0.2.1 shop");
        SystemNames names = SystemNames.of(file, List.of());
        assertThat(names.lookUp("shop", Duration.ofSeconds(30))
                        .toCompletableFuture()
                        .join())
                .isEqualTo(found("192.0.2.1"));
        Files.writeString(file, "192.0.2.22 shop\n");
        assertThat(names.lookUp("shop", Duration.ofSeconds(30))
                        .toCompletableFuture()
                        .join())
                .isEqualTo(found("192.0.2.22"));
    }

    @Test
    void every_lookup_asks_anew() {
        try (TestNameServer server = TestNameServer.saying(Rcode.NOERROR, "shop.example A 192.0.2.1")) {
            for (int i = 0; i < 3; i++)
                assertThat(lookUp("shop.example", server)).isEqualTo(found("192.0.2.1"));
            assertThat(server.askedOverUdp()).isEqualTo(3);
        }
    }

    @Test
    void aliases_are_followed_within_the_answer() {
        try (TestNameServer server = TestNameServer.saying(
                Rcode.NOERROR,
                "www.example CNAME lb.example.",
                "lb.example CNAME a.example.",
                "a.example A 192.0.2.1",
                "a.example A 192.0.2.2",
                "stranger.example A 192.0.2.66")) {
            assertThat(lookUp("www.example", server)).isEqualTo(found("192.0.2.1", "192.0.2.2"));
        }
    }

    @Test
    void ipv6_is_asked_for_where_there_is_no_ipv4() {
        try (TestNameServer server = TestNameServer.saying(Rcode.NOERROR, "six.example AAAA 2001:db8::1")) {
            assertThat(lookUp("six.example", server)).isEqualTo(found("2001:db8::1"));
        }
    }

    @Test
    void a_name_that_does_not_exist_is_absent_and_so_is_one_without_addresses() {
        try (TestNameServer server = TestNameServer.saying(Rcode.NXDOMAIN)) {
            assertThat(lookUp("no.example", server)).isInstanceOf(Lookup.Absent.class);
            assertThat(server.askedOverUdp()).isEqualTo(1);
        }
        try (TestNameServer server = TestNameServer.saying(Rcode.NOERROR)) {
            assertThat(lookUp("mail.example", server)).isInstanceOf(Lookup.Absent.class);
        }
        assertThat(lookUp("a..b", TestNameServer.silent())).isInstanceOf(Lookup.Absent.class);
    }

    @Test
    void servers_that_fail_or_are_silent_leave_it_open() {
        try (TestNameServer failing = TestNameServer.saying(Rcode.SERVFAIL);
                TestNameServer silent = TestNameServer.silent()) {
            assertThat(lookUp("shop.example", failing)).isInstanceOf(Lookup.Unanswered.class);
            long start = System.nanoTime();
            assertThat(lookUp("shop.example", Duration.ofMillis(400), silent)).isInstanceOf(Lookup.Unanswered.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(350), Duration.ofSeconds(30));
            Await.until("both questions have come", Duration.ofSeconds(30), () -> silent.askedOverUdp() == 2);
        }
        assertThat(lookUp("shop.example")).isInstanceOf(Lookup.Unanswered.class);
    }

    @Test
    void the_next_server_is_asked_when_one_is_silent() {
        try (TestNameServer silent = TestNameServer.silent();
                TestNameServer server = TestNameServer.saying(Rcode.NOERROR, "shop.example A 192.0.2.1")) {
            assertThat(lookUp("shop.example", Duration.ofSeconds(6), silent, server))
                    .isEqualTo(found("192.0.2.1"));
        }
    }

    @Test
    void a_lost_packet_is_asked_for_again() {
        var lost = new AtomicBoolean();
        try (TestNameServer server = new TestNameServer(query -> lost.compareAndSet(false, true)
                ? Optional.empty()
                : Optional.of(TestNameServer.answer(query, Rcode.NOERROR, "shop.example A 192.0.2.1")))) {
            assertThat(lookUp("shop.example", Duration.ofSeconds(6), server)).isEqualTo(found("192.0.2.1"));
        }
    }

    @Test
    void localhost_is_never_asked_of_a_name_server() {
        assertThat(lookUp("localhost")).isEqualTo(found("127.0.0.1"));
        assertThat(lookUp("shop.localhost")).isEqualTo(found("127.0.0.1"));
    }
}
