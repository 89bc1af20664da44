package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.DynamoDbLocal;
import dev.leeward.testkit.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against DynamoDB Local, whose regions are apart. */
final class TablesCommandTest {
    private final CommandFixture fixture = new CommandFixture();
    private final Map<String, String> keys = Map.of("KEY", DynamoDbLocal.freshKey(), "SECRET", "secret");

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void tables_are_planned_made_found_as_declared_and_imported() throws IOException {
        String file =
                file("replication: leeward", DynamoDbLocal.shared().endpoint().toString());
        var plan = fixture.run(keys, "tables", "plan", file);
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("1. make the table (orders in us-east)", "because declared, and there is none")
                .contains("(orders.leeward in eu-central)");
        assertThat(fixture.run(keys, "tables", "status", file).code()).isEqualTo(Exit.NO);

        var dry = fixture.run(keys, "tables", "apply", file, "--dry-run");
        assertThat(dry.out()).contains("Nothing was done: this was a dry run.");
        assertThat(fixture.run(keys, "tables", "apply", file).code())
                .as("nobody can be asked")
                .isEqualTo(Exit.USAGE);

        var apply = fixture.run(keys, "tables", "apply", file, "--yes", "--wait", "20s");
        assertThat(apply.code()).as(apply.out() + apply.err()).isZero();
        assertThat(apply.out()).contains("applied: make the table (orders in eu-central): read back", "Done.");

        var status = fixture.run(keys, "tables", "status", file);
        assertThat(status.code()).isZero();
        assertThat(status.out()).contains("us-east     as declared");
        var imported = fixture.run(keys, "tables", "import", file, "--table", "orders");
        assertThat(imported.out())
                .contains("    orders:", "      key: {partition: id}", "      replicas: [us-east, eu-central]");

        var drift = fixture.run(
                keys, "tables", "status", file("replication: leeward, ttl: gone", endpoint()), "-o", "json");
        assertThat(drift.code()).isEqualTo(Exit.NO);
        assertThat(drift.out()).contains("\"aspect\" : \"ttl\"", "\"declared\" : \"gone\"", "\"found\" : \"none\"");
    }

    @Test
    void what_destroys_is_refused_as_a_whole_without_its_name() throws IOException {
        String before = file(
                "replication: none, indexes: {by-state: {partition: state}, kept: {partition: state, sort: id}}",
                endpoint());
        assertThat(fixture.run(keys, "tables", "apply", before, "-y", "--wait", "20s")
                        .code())
                .isZero();
        String after = file("replication: none, indexes: {kept: {partition: state, sort: id}}", endpoint());
        var refused = fixture.run(keys, "tables", "apply", after, "--yes");
        assertThat(refused.code()).isEqualTo(Exit.NO);
        assertThat(refused.err()).contains("To allow that: --allow remove-index");
        assertThat(refused.out()).contains("Nothing was done: it was refused.");
        assertThat(fixture.run(keys, "tables", "apply", after, "--yes", "--allow", "remove-idx")
                        .err())
                .contains("remove-index");
        var allowed = fixture.run(keys, "tables", "apply", after, "--yes", "--allow", "remove-index", "--wait", "20s");
        assertThat(allowed.code()).as(allowed.out() + allowed.err()).isZero();
    }

    @Test
    void a_person_is_shown_the_plan_and_may_say_no() throws IOException {
        var said = fixture.person("n\n").run(keys, "tables", "apply", file("replication: none", endpoint()));
        assertThat(said.code()).isEqualTo(Exit.NO);
        assertThat(said.out()).contains("make the table", "Nothing was done: nobody said yes.");
    }

    @Test
    void a_store_without_global_tables_ends_as_not_applied() throws IOException {
        var said = fixture.run(
                keys, "tables", "apply", file("replication: global-tables", endpoint()), "--yes", "--wait", "3s");
        assertThat(said.code()).isEqualTo(Exit.FAILED);
        assertThat(said.out()).contains("not applied: add a replica in eu-central-1 (orders in us-east)");
    }

    @Test
    void a_store_that_nobody_answers_at_is_no_drift() throws IOException {
        String nowhere = "http://127.0.0.1:" + Ports.free();
        var status = fixture.run(keys, "tables", "status", file("replication: none", nowhere));
        assertThat(status.code()).isEqualTo(Exit.FAILED);
        assertThat(status.out()).contains("unknown", "cannot be reached");
        assertThat(fixture.run(keys, "tables", "apply", file("replication: none", nowhere), "-y")
                        .code())
                .isEqualTo(Exit.FAILED);
    }

    @Test
    void a_file_without_tables_and_one_with_mistakes_are_wrong_usage() throws IOException {
        Path none = Files.writeString(folder.resolve("none.yaml"), "data: {stores: {}}\n");
        var said = fixture.run(keys, "tables", "plan", none.toString());
        assertThat(said.code()).isEqualTo(Exit.USAGE);
        assertThat(said.err()).contains("none.yaml:1:", "there is no store");
        assertThat(fixture.run(keys, "tables", "plan", file("replication: none", endpoint()), "--table", "oders")
                        .err())
                .contains("orders");
    }

    private static String endpoint() {
        return DynamoDbLocal.shared().endpoint().toString();
    }

    private String file(String settings, String endpoint) throws IOException {
        String store = "endpoint: \"" + endpoint + "\", access-key: \"${env:KEY}\", secret-key: \"${env:SECRET}\"}\n";
        return Files.writeString(
                        folder.resolve("tables.yaml"),
                        "data:\n  stores:\n    us-east: {aws-region: us-east-1, " + store
                                + "    eu-central: {aws-region: eu-central-1, " + store
                                + "  tables:\n    orders: {key: {partition: id}, attributes: {id: S"
                                + (settings.contains("state") ? ", state: S" : "") + "}, " + settings + "}\n")
                .toString();
    }
}
