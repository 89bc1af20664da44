package dev.leeward.fencing.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.FaultCode;
import dev.leeward.fencing.Proof;
import dev.leeward.provision.RealTime;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What no store at hand does: deny; and what the one at hand does: know no policies. */
final class WriteTrialTest {
    private static final String TABLE = """
            {"Table": {"TableName": "orders", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
             "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}}""";
    private static final String DENIED = """
            {"__type": "com.amazon.coral.service#AccessDeniedException", "Message": "explicit deny in a policy"}""";

    @Test
    void a_write_that_is_denied_is_told_from_one_that_is_allowed() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 8);
        server.createContext("/", exchange -> {
            String call = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            boolean describes = call.endsWith("DescribeTable");
            byte[] body = (describes ? TABLE : DENIED).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(describes ? 200 : 400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (var store = Store.open(StoreAddress.withKey("us-east-1", Optional.of(endpoint), "key", "secret"))) {
            assertThat(new WriteTrial(store, "orders").make()).isEqualTo(new Proof.Denied());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_store_without_policies_says_what_to_do_instead() {
        try (var store = LocalStores.fresh()) {
            LocalStores.create(store, "orders");
            assertThat(new WriteTrial(store, "orders").make()).isEqualTo(new Proof.Allowed());
            var outcome = new TableFence(store, "orders", new RealTime())
                    .raise(new Epoch(1), List.of(), Duration.ofSeconds(10));
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Untouched.class, untouched -> {
                assertThat(untouched.problem().code()).isEqualTo(FaultCode.REJECTED);
                assertThat(untouched.problem().sentence()).contains("has no resource policies", "stop whoever writes");
            });
        }
    }
}
