package dev.leeward.probe.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.UserFlow;
import dev.leeward.probe.flow.FormShop.Fault;
import dev.leeward.probe.wire.Keys;
import dev.leeward.resolve.Lookup;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlowWalkTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private FormShop shop;
    private Lookup lookup = new Lookup.Unanswered("no name server here");
    private FlowProber prober;

    @BeforeEach
    void open() throws IOException {
        shop = FormShop.open();
        prober = new FlowProber(
                (host, within) ->
                        CompletableFuture.completedFuture(host.equals("127.0.0.1") ? Found.loopback() : lookup),
                InstantSource.system(),
                "leeward/test");
    }

    @AfterEach
    void close() {
        prober.close();
        shop.close();
    }

    private static final class Found {
        static Lookup loopback() {
            return new Lookup.Found(List.of(InetAddress.ofLiteral("127.0.0.1")));
        }
    }

    @Test
    void a_user_logs_in_and_buys_with_cookies_a_form_key_and_what_earlier_answers_said() throws Exception {
        var report = walk(here(FlowFile.BUY), LONG);
        assertThat(report.sighting()).isInstanceOf(Sighting.Healthy.class);
        assertThat(report.steps())
                .extracting(FlowReport.StepTime::name)
                .containsExactly("log-in page", "log in", "new cart", "put in", "check out");
        assertThat(report.steps()).allSatisfy(step -> assertThat(step.took()).isPositive());
        assertThat(report.sighting().timings().connect()).isPositive();
        assertThat(report.sighting().timings().firstByte()).isPositive();
        assertThat(shop.asked)
                .containsExactly(
                        "GET /login",
                        "POST /login",
                        "GET /account",
                        "POST /rest/V1/guest-carts",
                        "POST /rest/V1/guest-carts/a%2Fb%20c%3F%22d%22/items",
                        "POST /checkout");
        assertThat(shop.hosts).as("by the users' name, at another place").containsOnly("shop.example.com");
    }

    @Test
    void nothing_of_a_walk_is_left_for_the_next_one() throws Exception {
        assertThat(walk(here(FlowFile.BUY), LONG).sighting()).isInstanceOf(Sighting.Healthy.class);
        var alone = "base: http://shop.example.com\nsteps: [{name: account, get: /account}]";
        assertThat(walk(here(alone), LONG).sighting())
                .isInstanceOfSatisfying(
                        Sighting.Failing.class,
                        seen -> assertThat(seen.detail()).contains("401"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CHECKOUT_BROKEN | BAD_STATUS | step 5 of 5, check out (POST /checkout): status 503 Service Unavailable, expected 200 to 299
            OUT_OF_STOCK    | BAD_BODY   | step 4 of 5, put in (POST /rest/V1/guest-carts/{cart}/items): /item/stock is '"out"', expected "in"
            NO_FORM_KEY     | BAD_BODY   | step 1 of 5, log-in page (GET /login): nothing to capture as key by css input[name=form_key], its attribute value in an answer of status 200 OK
            REDIRECTS_AWAY  | BAD_ANSWER | step 2 of 5, log in (POST /login): it leads away to http://127.0.0.2:1
            """)
    void a_flow_that_fails_says_at_which_step_what_was_expected_and_what_was_seen(
            Fault fault, FailureKind kind, String detail) throws Exception {
        shop.fault = fault;
        assertThat(walk(here(FlowFile.BUY), LONG).sighting()).isInstanceOfSatisfying(Sighting.Failing.class, seen -> {
            assertThat(seen.kind()).isEqualTo(kind);
            assertThat(seen.detail()).isEqualTo(detail);
        });
    }

    @Test
    void secrets_and_what_was_captured_are_shown_nowhere_even_where_the_shop_says_them() throws Exception {
        shop.fault = Fault.ECHOES_SECRETS;
        var flow = here(FlowFile.BUY.replace("json: {/order: done}", "json: {/order/pay: done}"));
        var seen = walk(flow, LONG).sighting();
        assertThat(seen).isInstanceOf(Sighting.Failing.class);
        for (String shown : List.of(seen.toString(), flow.toString())) {
            assertThat(shown).doesNotContain(FormShop.PASSWORD, "pa&ss", "w{o}rd", FormShop.CART, "a/b c");
        }
        assertThat(seen.toString()).contains("check out", "/order/pay is '\"cart ***");
    }

    @Test
    void a_step_ends_at_its_own_limit_and_the_flow_at_its_own() throws Exception {
        shop.fault = Fault.STALLS;
        var slow = here(FlowFile.BUY.replace("get: /login,", "get: /login, within: 200ms,"));
        var seen = walk(slow, LONG);
        assertThat(seen.sighting())
                .isInstanceOfSatisfying(
                        Sighting.Failing.class,
                        failing -> assertThat(failing.kind()).isEqualTo(FailureKind.TIMED_OUT));
        assertThat(seen.steps().getFirst().took()).isBetween(Duration.ofMillis(200), LONG);
        assertThat(walk(here(FlowFile.BUY), Duration.ofMillis(300)).sighting())
                .isInstanceOfSatisfying(
                        Sighting.Failing.class,
                        failing -> assertThat(failing.kind()).isEqualTo(FailureKind.TIMED_OUT));
    }

    @Test
    void what_this_machine_lacks_says_nothing_about_the_shop() throws Exception {
        var named = here(FlowFile.BUY).connectingTo(Optional.of("nowhere.example.com"));
        assertThat(walk(named, LONG).sighting()).isInstanceOf(Sighting.Inconclusive.class);
        lookup = new Lookup.Absent("no such name", false);
        assertThat(walk(named, LONG).sighting())
                .isInstanceOfSatisfying(
                        Sighting.Failing.class, seen -> assertThat(seen.kind()).isEqualTo(FailureKind.UNRESOLVABLE));
        var refused = here(FlowFile.BUY).connectingTo(Optional.of("127.0.0.1:1"));
        assertThat(walk(refused, LONG).sighting())
                .isInstanceOfSatisfying(
                        Sighting.Failing.class, seen -> assertThat(seen.kind()).isEqualTo(FailureKind.REFUSED));
    }

    @Test
    void a_base_by_its_address_can_be_connected_to_elsewhere_too() throws Exception {
        var flow = here(FlowFile.BUY.replace("shop.example.com", "192.0.2.77"));
        assertThat(walk(flow, LONG).sighting()).isInstanceOf(Sighting.Healthy.class);
        assertThat(shop.hosts).containsOnly("192.0.2.77");
    }

    @Test
    void a_certificate_is_judged_by_the_name_of_the_base_and_the_authorities_that_are_given() throws Exception {
        var keys = new Keys(folder);
        try (var secure = FormShop.open(keys.signed("shop", "dns:shop.example.com", "-1d", 5))) {
            String start = "base: https://shop.example.com\n";
            String page = "steps: [{get: /login}]\n";
            String place = "127.0.0.1:" + secure.port();
            var known = FlowFile.at(place, start + "tls: {ca-file: ca.pem}\n" + page, folder);
            assertThat(walk(known, LONG).sighting())
                    .isInstanceOfSatisfying(
                            Sighting.Healthy.class,
                            seen -> assertThat(seen.warnings())
                                    .singleElement()
                                    .asString()
                                    .startsWith("the certificate ends on"));
            var other = start.replace("shop.", "other.") + "tls: {ca-file: ca.pem}\n" + page;
            for (var text : List.of(start + page, other)) {
                assertThat(walk(FlowFile.at(place, text, folder), LONG).sighting())
                        .isInstanceOfSatisfying(
                                Sighting.Failing.class,
                                seen -> assertThat(seen.kind()).isEqualTo(FailureKind.TLS));
            }
            var any = FlowFile.at(place, start + "tls: {verify: false}\n" + page, folder);
            assertThat(walk(any, LONG).sighting()).isInstanceOf(Sighting.Healthy.class);
        }
    }

    private UserFlow here(String flow) throws IOException {
        return FlowFile.at("127.0.0.1:" + shop.port(), flow, folder);
    }

    private FlowReport walk(UserFlow flow, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        var seen = new CompletableFuture<FlowReport>();
        prober.walk(flow, timeout, seen::complete);
        return seen.get(30, TimeUnit.SECONDS);
    }
}
