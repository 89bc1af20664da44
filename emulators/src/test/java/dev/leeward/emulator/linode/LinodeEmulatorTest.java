package dev.leeward.emulator.linode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.emulator.dns.Zone;
import dev.leeward.emulator.dns.ZoneStore;
import dev.leeward.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LinodeEmulatorTest {
    private static final Name ORIGIN = Name.fromConstantString("example.com.");

    private final ZoneStore store = new ZoneStore();
    private final HttpClient http = HttpClient.newHttpClient();
    private LinodeEmulator api;
    private LinodeDomain domain;
    private String token = "writer";

    @BeforeEach
    void start() throws IOException {
        api = LinodeEmulator.start(store);
        api.grant("writer", "domains:read_write");
        api.grant("reader", "linodes:read_only domains:read_only");
        domain = api.addDomain("example.com", 300);
    }

    @AfterEach
    void stop() {
        api.close();
        http.close();
    }

    @Test
    void a_created_record_is_answered_flat_with_200_and_published() throws Exception {
        var reply =
                send("POST", records(), "{\"type\":\"A\",\"name\":\"www\",\"target\":\"192.0.2.1\",\"ttl_sec\":30}");

        assertThat(reply.statusCode()).isEqualTo(200);
        JsonNode record = json(reply);
        assertThat(record.path("name").asString()).isEqualTo("www");
        assertThat(record.path("ttl_sec").asInt()).isEqualTo(30);
        assertThat(record.path("id").asLong()).isPositive();
        assertThat(published()).anyMatch(line -> line.startsWith("www.example.com.") && line.endsWith("192.0.2.1"));
    }

    @Test
    void an_update_changes_only_what_it_names() throws Exception {
        LinodeRecord www = api.addRecord(domain, "A", "www", "192.0.2.1", 300);

        var reply = send("PUT", records() + "/" + www.id(), "{\"target\":\"198.51.100.1\"}");

        assertThat(json(reply).path("ttl_sec").asInt()).isEqualTo(300);
        assertThat(api.records(domain)).containsExactly(www.with("198.51.100.1", 300));
    }

    @Test
    void an_unlisted_ttl_is_rounded_up_and_an_unknown_field_ignored() throws Exception {
        LinodeRecord www = api.addRecord(domain, "A", "www", "192.0.2.1", 300);

        assertThat(json(send("PUT", records() + "/" + www.id(), "{\"ttl_sec\":600}"))
                        .path("ttl_sec")
                        .asInt())
                .isEqualTo(3600);
        assertThat(json(send("PUT", records() + "/" + www.id(), "{\"ttl\":30}"))
                        .path("ttl_sec")
                        .asInt())
                .isEqualTo(3600);
    }

    @Test
    void the_domain_is_stripped_from_names_and_the_dot_from_targets() {
        assertThat(api.addRecord(domain, "A", "www.example.com", "192.0.2.1", 0).name())
                .isEqualTo("www");
        assertThat(api.addRecord(domain, "A", "example.com.", "192.0.2.1", 0).name())
                .isEmpty();
        assertThat(api.addRecord(domain, "CNAME", "cdn", "edge.example.net.", 0).target())
                .isEqualTo("edge.example.net");
    }

    @Test
    void an_alias_tolerates_no_neighbour() throws Exception {
        api.addRecord(domain, "A", "www", "192.0.2.1", 0);

        var reply = send("POST", records(), "{\"type\":\"CNAME\",\"name\":\"www\",\"target\":\"example.net\"}");

        assertThat(reply.statusCode()).isEqualTo(400);
        JsonNode error = json(reply).path("errors").path(0);
        assertThat(error.path("reason").asString()).contains("CNAMES must be unique");
        assertThat(error.path("field").asString()).isEqualTo("name");
    }

    @Test
    void lists_come_in_pages_without_the_default_name_servers() throws Exception {
        for (int i = 0; i < 60; i++) api.addRecord(domain, "A", "h" + i, "192.0.2.1", 0);

        JsonNode last = json(send("GET", records() + "?page=3&page_size=25", ""));

        assertThat(last.path("data").size()).isEqualTo(10);
        assertThat(last.path("pages").asInt()).isEqualTo(3);
        assertThat(last.path("results").asInt()).isEqualTo(60);
        assertThat(send("GET", records() + "?page_size=501", "").statusCode()).isEqualTo(400);
        assertThat(send("GET", records() + "?page_size=24", "").statusCode()).isEqualTo(400);
    }

    @Test
    void domains_can_be_filtered() throws Exception {
        api.addDomain("example.net", 0);

        var request = request("GET", "/domains", "").header("X-Filter", "{\"domain\":\"example.net\"}");
        JsonNode list = json(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));

        assertThat(list.path("data").size()).isEqualTo(1);
        assertThat(list.path("data").path(0).path("domain").asString()).isEqualTo("example.net");
    }

    @Test
    void a_token_is_held_to_its_scopes() throws Exception {
        token = "reader";
        var list = send("GET", records(), "");
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.headers().firstValue("X-OAuth-Scopes")).hasValue("linodes:read_only domains:read_only");
        assertThat(send("POST", records(), "{}").statusCode()).isEqualTo(401);

        token = "nobody";
        assertThat(send("GET", records(), "").body()).contains("Invalid Token");
    }

    @Test
    void too_many_calls_are_told_when_to_come_back() throws Exception {
        api.limitRate(1);
        assertThat(send("GET", records(), "").headers().firstValue("X-RateLimit-Remaining"))
                .hasValue("0");

        var reply = send("GET", records(), "");

        assertThat(reply.statusCode()).isEqualTo(429);
        assertThat(reply.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void a_write_is_published_after_the_delay() throws Exception {
        api.publishAfter(Duration.ofSeconds(2));
        api.addRecord(domain, "A", "www", "192.0.2.1", 0);
        assertThat(published()).noneMatch(line -> line.startsWith("www"));

        Await.until(
                "it is published",
                Duration.ofSeconds(30),
                () -> published().stream().anyMatch(line -> line.startsWith("www")));
        assertThat(send("GET", "/domains/" + domain.id() + "/zone-file", "").body())
                .contains("www.example.com.");
    }

    @Test
    void a_disabled_domain_is_not_served_though_writes_succeed() throws Exception {
        api.putDomain(new LinodeDomain(domain.id(), "example.com", "master", "disabled", 300));

        assertThat(store.zone(ORIGIN)).isEmpty();
        assertThat(send("POST", records(), "{\"type\":\"TXT\",\"name\":\"\",\"target\":\"x\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_fault_strikes_once_and_says_whether_the_write_landed() throws Exception {
        LinodeRecord www = api.addRecord(domain, "A", "www", "192.0.2.1", 300);
        String path = records() + "/" + www.id();
        api.faults().next(LinodeCall.UPDATE_RECORD, new LinodeFault.Break(true));
        api.faults().next(LinodeCall.UPDATE_RECORD, LinodeFault.badGateway(false));

        assertThatThrownBy(() -> send("PUT", path, "{\"target\":\"192.0.2.2\"}"))
                .isInstanceOf(IOException.class);
        assertThat(api.records(domain).getFirst().target()).isEqualTo("192.0.2.2");

        var gateway = send("PUT", path, "{\"target\":\"192.0.2.3\"}");
        assertThat(gateway.statusCode()).isEqualTo(502);
        assertThat(gateway.body()).startsWith("<html>");
        assertThat(api.records(domain).getFirst().target()).isEqualTo("192.0.2.2");

        assertThat(send("PUT", path, "{\"target\":\"192.0.2.4\"}").statusCode()).isEqualTo(200);
        assertThat(api.calls(LinodeCall.UPDATE_RECORD)).isEqualTo(3);
    }

    @Test
    void half_an_answer_is_a_broken_one() {
        api.faults().next(LinodeCall.LIST_RECORDS, new LinodeFault.Half());

        assertThatThrownBy(() -> send("GET", records(), "")).isInstanceOf(IOException.class);
    }

    @Test
    void a_stale_list_shows_what_stood_before_the_last_write() throws Exception {
        LinodeRecord www = api.addRecord(domain, "A", "www", "192.0.2.1", 300);
        api.edit(www, "192.0.2.2");
        api.faults().next(LinodeCall.LIST_RECORDS, new LinodeFault.Stale());

        assertThat(send("GET", records(), "").body()).contains("192.0.2.1");
        assertThat(send("GET", records(), "").body()).contains("192.0.2.2");
    }

    private String records() {
        return "/domains/" + domain.id() + "/records";
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(request(method, path, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(api.apiUrl() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    private static JsonNode json(HttpResponse<String> reply) {
        return JsonMapper.shared().readTree(reply.body());
    }

    private List<String> published() {
        return store.zone(ORIGIN).map(Zone::records).orElse(List.of()).stream()
                .map(Object::toString)
                .toList();
    }
}
