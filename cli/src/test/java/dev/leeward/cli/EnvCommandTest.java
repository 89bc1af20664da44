package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.ApiOptions;
import dev.leeward.api.body.WhereaboutsBody.DynamoDb;
import dev.leeward.testkit.ShopViews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvCommandTest {
    private final CommandFixture leeward = new CommandFixture(ApiOptions.loopback(0)
            .withStores(() -> Map.of(
                    ShopViews.US_EAST, new DynamoDb("us-east-1", Optional.empty()),
                    ShopViews.EU_CENTRAL, new DynamoDb("eu-central-1", Optional.of("http://127.0.0.1:8002")))));

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        leeward.close();
    }

    @Test
    void it_prints_an_environment_file_of_the_active_region() {
        var ran = leeward.run("env", "shop");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEqualTo("""
                AWS_REGION=us-east-1
                LEEWARD_ACTIVE=us-east
                LEEWARD_EPOCH=6
                LEEWARD_FENCED=no
                LEEWARD_REGION=us-east
                LEEWARD_SERVICE=shop
                """);
    }

    @Test
    void a_host_gets_the_data_of_its_own_region_whichever_is_active() {
        var ran = leeward.run("env", "shop", "--region", "eu-central");
        assertThat(ran.out())
                .contains("LEEWARD_REGION=eu-central\n", "LEEWARD_ACTIVE=us-east\n", "AWS_REGION=eu-central-1\n")
                .contains("AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8002\n");
    }

    @Test
    void a_region_that_there_is_not_is_named_with_those_that_there_are() {
        var ran = leeward.run("env", "shop", "--region", "eu-west");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("no region 'eu-west': it has us-east, eu-central");
    }

    @Test
    void nothing_is_printed_while_nothing_is_known() {
        leeward.desk.show(ShopViews.unknown());
        var ran = leeward.run("env", "shop");
        assertThat(ran.code()).isEqualTo(Exit.FAILED);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("keep what you have");
    }

    @Test
    void a_file_keeps_what_is_not_ours_and_is_left_alone_by_an_older_answer() throws IOException {
        var file = folder.resolve("environment");
        Files.writeString(file, "# ours\nSHOP_QUEUE=orders\n");
        leeward.desk.show(ShopViews.waitingForApproval());
        assertThat(leeward.run("env", "shop", "--region", "us-east", "--to", file.toString())
                        .out())
                .startsWith("written: ");
        assertThat(file)
                .content()
                .startsWith("# ours\nSHOP_QUEUE=orders\n")
                .contains("LEEWARD_EPOCH=7\n", "LEEWARD_ACTIVE=eu-central\n");
        var before = Files.readString(file);
        leeward.desk.show(ShopViews.atEase());
        var older = leeward.run("env", "shop", "--region", "us-east", "--to", file.toString());
        assertThat(older.code()).isEqualTo(Exit.NO);
        assertThat(older.err()).contains("of a later move");
        assertThat(file).hasContent(before);
    }

    @Test
    void a_file_that_is_not_understood_is_left_as_it_is() throws IOException {
        var file = folder.resolve("environment");
        Files.writeString(file, "export SHOP_QUEUE=orders\n");
        var ran = leeward.run("env", "shop", "--to", file.toString());
        assertThat(ran.code()).isEqualTo(Exit.FAILED);
        assertThat(ran.err()).contains("line 1");
        assertThat(file).content().isEqualTo("export SHOP_QUEUE=orders\n");
    }
}
