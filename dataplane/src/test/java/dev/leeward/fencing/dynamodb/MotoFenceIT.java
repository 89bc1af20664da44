package dev.leeward.fencing.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.FaultCode;
import dev.leeward.fencing.FencePolicy;
import dev.leeward.fencing.Proof;
import dev.leeward.provision.RealTime;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.table.Looked;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Against moto, which keeps resource policies and their revisions, and obeys none of them. */
@TestInstance(Lifecycle.PER_CLASS)
final class MotoFenceIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String THEIRS = """
            {"Version":"2012-10-17","Statement":[{"Sid":"Theirs","Effect":"Allow","Principal":"*",\
            "Action":"dynamodb:GetItem","Resource":"*"}]}""";

    private LocalProcess moto;
    private Store store;

    @SuppressWarnings("NullAway.Init") // JUnit starts moto before the tests.
    MotoFenceIT() {}

    @BeforeAll
    void start(@TempDir Path folder) {
        int port = Ports.free();
        moto = LocalProcess.start(folder, Needs.program("moto_server").toString(), "-H", "127.0.0.1", "-p", "" + port)
                .awaitPort(port, Duration.ofMinutes(1));
        var endpoint = Optional.of(URI.create("http://127.0.0.1:" + port));
        store = Store.open(
                StoreAddress.withKey("us-east-1", endpoint, "test", "secret").within(Duration.ofSeconds(20)));
    }

    @AfterAll
    @SuppressWarnings("NullAway") // Missing when starting failed.
    void stop() {
        if (store != null) store.close();
        if (moto != null) moto.close();
    }

    @Test
    void a_fence_is_raised_read_back_and_taken_down() {
        var fence = fence("carts");
        assertThat(epoch(fence)).isEqualTo(Epoch.NONE);
        assertThat(fence.raise(new Epoch(4), List.of(), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(epoch(fence)).isEqualTo(new Epoch(4));
        assertThat(fence.raise(new Epoch(4), List.of(), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(fence.lower(new Epoch(4), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(epoch(fence)).isEqualTo(Epoch.NONE);
    }

    @Test
    void an_order_that_was_held_up_raises_no_fence_that_its_own_run_has_taken_down() {
        var fence = fence("returns");
        assertThat(fence.lower(new Epoch(4), LIMIT)).isInstanceOf(Outcome.Applied.class);
        for (var late :
                List.of(fence.raise(new Epoch(4), List.of(), LIMIT), fence.raise(new Epoch(3), List.of(), LIMIT))) {
            assertThat(late)
                    .isInstanceOfSatisfying(
                            Outcome.Untouched.class,
                            outcome -> assertThat(outcome.problem().code()).isEqualTo(FaultCode.FENCED));
        }
        assertThat(epoch(fence)).isEqualTo(Epoch.NONE);
        assertThat(fence.raise(new Epoch(5), List.of(), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(fence.lowerByHand(new Epoch(5), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(fence.raise(new Epoch(4), List.of(), LIMIT)).isInstanceOf(Outcome.Untouched.class);
        assertThat(fence.raise(new Epoch(5), List.of(), LIMIT))
                .as("of the next run")
                .isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void who_was_superseded_neither_lowers_nor_takes_down_a_fence() {
        var fence = fence("orders");
        assertThat(fence.raise(new Epoch(9), List.of(), LIMIT)).isInstanceOf(Outcome.Applied.class);
        for (var late : List.of(fence.raise(new Epoch(8), List.of(), LIMIT), fence.lower(new Epoch(8), LIMIT))) {
            assertThat(late)
                    .isInstanceOfSatisfying(
                            Outcome.Untouched.class,
                            outcome -> assertThat(outcome.problem().code()).isEqualTo(FaultCode.FENCED));
        }
        assertThat(epoch(fence)).isEqualTo(new Epoch(9));
    }

    @Test
    void a_policy_of_somebody_else_survives_the_fence() {
        var fence = fence("stock");
        String arn = arn("stock");
        LocalStores.given(store.tables(client ->
                client.putResourcePolicy(order -> order.resourceArn(arn).policy(THEIRS))));
        assertThat(fence.raise(new Epoch(2), List.of(), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(policy(arn)).contains("Theirs", "LeewardFence2");
        assertThat(fence.lower(new Epoch(2), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(policy(arn)).contains("Theirs").doesNotContain("LeewardFence");
    }

    @Test
    void a_table_that_is_not_there_is_not_fenced() {
        assertThat(new TableFence(store, "nothing", new RealTime()).raise(new Epoch(1), List.of(), LIMIT))
                .isInstanceOfSatisfying(
                        Outcome.Untouched.class,
                        outcome -> assertThat(outcome.problem().code()).isEqualTo(FaultCode.NOT_FOUND));
    }

    /** Moto obeys no policy, which is what the trial is for. */
    @Test
    void a_fence_that_does_not_hold_is_not_believed() {
        var fence = fence("reviews");
        var trial = new WriteTrial(store, "reviews");
        assertThat(trial.make()).isEqualTo(new Proof.Allowed());
        assertThat(fence.raise(new Epoch(1), List.of(), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(trial.make()).isEqualTo(new Proof.Allowed());
    }

    private static Epoch epoch(TableFence fence) {
        if (fence.standing() instanceof Looked.Seen<FencePolicy>(var policy)) return policy.epoch();
        throw new AssertionError("not seen: " + fence.standing());
    }

    private TableFence fence(String table) {
        LocalStores.create(store, table);
        return new TableFence(store, table, new RealTime());
    }

    private String arn(String table) {
        return LocalStores.given(store.tables(client ->
                client.describeTable(ask -> ask.tableName(table)).table().tableArn()));
    }

    private String policy(String arn) {
        Answer<String> answer = store.tables(
                client -> client.getResourcePolicy(ask -> ask.resourceArn(arn)).policy());
        return LocalStores.given(answer);
    }
}
