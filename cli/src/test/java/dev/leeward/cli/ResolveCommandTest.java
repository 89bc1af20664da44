package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.emulator.dns.ZoneStore;
import dev.leeward.emulator.linode.LinodeEmulator;
import dev.leeward.secret.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResolveCommandTest {
    private static final Map<String, String> VARIABLES = Map.of("LINODE_TOKEN", "token");

    private final CommandFixture leeward = new CommandFixture();

    @TempDir
    private Path folder;

    private LinodeEmulator api;

    @SuppressWarnings("NullAway.Init") // Started before each test.
    ResolveCommandTest() {}

    @BeforeEach
    void open() throws IOException {
        api = LinodeEmulator.start(new ZoneStore());
        api.grant("token", "nodebalancers:read_only");
        api.balancers().add("shop-us", "us-east", "192.0.2.1", "2001:db8::1");
        api.balancers().add("shop-eu", "eu-central", "198.51.100.1", "2001:db8::2");
        Files.writeString(config(), """
                services:
                  shop:
                    regions:
                      us-east:
                        addresses: {A: nodebalancer}
                        nodebalancer: shop-us
                        probes: [{tcp: "192.0.2.1:80"}]
                      eu-central:
                        addresses: {A: nodebalancer}
                        nodebalancer: {name: shop-eu, region: eu-central}
                        probes: [{tcp: "198.51.100.1:80"}]
                    steering:
                      - linode-dns: {domain: example.com, record: www, token: "${env:LINODE_TOKEN}"}
                linode: {token: "${env:LINODE_TOKEN}", api-url: "%s"}
                """.formatted(api.apiUrl()));
    }

    @AfterEach
    void close() {
        api.close();
        leeward.close();
    }

    @Test
    void addresses_are_looked_up_once_and_a_node_starts_without_linode() throws IOException {
        assertThat(errors()).hasSize(2).allSatisfy(line -> assertThat(line).contains("run `leeward resolve`"));
        assertThat(run("--dry-run").code()).isEqualTo(Exit.NO);
        assertThat(folder.resolve("nodebalancers.hosts")).doesNotExist();

        var ran = run("--yes");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("shop-us: 192.0.2.1, 2001:db8::1, new");
        assertThat(Files.readString(folder.resolve("nodebalancers.hosts")))
                .endsWith("198.51.100.1 shop-eu\n2001:db8::2 shop-eu\n192.0.2.1 shop-us\n2001:db8::1 shop-us\n");

        api.kill();
        assertThat(errors()).isEmpty();
        var region = check().configuration()
                .orElseThrow()
                .topology()
                .services()
                .getFirst()
                .regions()
                .getFirst();
        assertThat(region.endpoints().byType().values().toString()).isEqualTo("[[192.0.2.1]]");
        assertThat(run("--yes").code()).isEqualTo(Exit.FAILED);
        assertThat(errors()).as("what was known stays").isEmpty();
    }

    @Test
    void what_is_another_address_now_is_shown_and_written_only_with_a_yes() throws IOException {
        var hosts = folder.resolve("nodebalancers.hosts");
        Files.writeString(hosts, "203.0.113.9 shop-us # typed by hand\n198.51.100.1 shop-eu\n2001:db8::2 shop-eu\n");
        leeward.person("n\n");
        var no = run();
        assertThat(no.code()).isEqualTo(Exit.NO);
        assertThat(no.out())
                .contains("shop-us: 192.0.2.1, 2001:db8::1, before it was 203.0.113.9")
                .contains("shop-eu: 198.51.100.1, 2001:db8::2, as before");
        assertThat(Files.readString(hosts)).startsWith("203.0.113.9");
        assertThat(run("--yes").code()).isZero();
        var again = run("--dry-run");
        assertThat(again.code()).isZero();
        assertThat(again.out()).doesNotContain("Nothing was written");
    }

    @Test
    void a_file_that_is_not_understood_is_neither_used_nor_written_over() throws IOException {
        var hosts = folder.resolve("nodebalancers.hosts");
        Files.writeString(hosts, "shop-us 192.0.2.1\n");
        assertThat(errors()).allSatisfy(line -> assertThat(line).contains("line 1 is not an address and the name"));
        assertThat(run("--yes").code()).isEqualTo(Exit.FAILED);
        assertThat(Files.readString(hosts)).isEqualTo("shop-us 192.0.2.1\n");
    }

    @Test
    void a_node_balancer_that_linode_does_not_know_leaves_everything_as_it_was() throws IOException {
        Files.writeString(
                config(), Files.readString(config()).replace("nodebalancer: shop-us", "nodebalancer: shop-su"));
        var ran = run("--yes");
        assertThat(ran.code()).isEqualTo(Exit.FAILED);
        assertThat(ran.err()).contains("has no NodeBalancer shop-su");
        assertThat(folder.resolve("nodebalancers.hosts")).doesNotExist();
    }

    private CommandFixture.Ran run(String... more) {
        var words = Stream.concat(Stream.of("resolve", config().toString()), Stream.of(more));
        return leeward.run(VARIABLES, words.toArray(String[]::new));
    }

    private ConfigurationCheck check() {
        return ConfigurationCheck.of(config(), Environment.of(VARIABLES));
    }

    private List<String> errors() {
        return check().errors().stream().map(Object::toString).toList();
    }

    private Path config() {
        return folder.resolve("leeward.yaml");
    }
}
