package dev.leeward.emulator.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The API as it is on the wire. */
final class Route53EmulatorTest {
    private static final String SIGNED =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/route53/aws4_request, Signature=0";
    private static final String SETS = "/2013-04-01/hostedzone/Z1/rrset";

    private final Route53Emulator emulator = Route53Emulator.start();
    private final HostedZone zone = emulator.addZone("Z1", "example.com");
    private final HttpClient client = HttpClient.newHttpClient();

    Route53EmulatorTest() throws IOException {}

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void a_change_is_taken_in_listed_and_followed() throws Exception {
        emulator.pendingPolls(2);
        var published = new CopyOnWriteArrayList<ZoneSnapshot>();
        emulator.serveTo(published::add);
        String answer = post(create("www.example.com", "<TTL>60</TTL>" + address("192.0.2.1")))
                .body();
        assertThat(answer).contains("<Status>PENDING</Status>", "<Comment>by a test</Comment>");
        String id = answer.replaceAll("(?s).*<Id>/change/(\\w+)</Id>.*", "$1");
        assertThat(get(SETS + "?name=www.example.com&type=A").body())
                .contains("<Name>www.example.com.</Name><Type>A</Type><TTL>60</TTL>", "<Value>192.0.2.1</Value>");
        assertThat(get("/2013-04-01/change/" + id).body()).contains("PENDING");
        assertThat(published).hasSize(1);
        assertThat(get("/2013-04-01/change/" + id).body()).contains("PENDING");
        assertThat(get("/2013-04-01/change/" + id).body()).contains("INSYNC");
        assertThat(published.getLast().answered("www.example.com", "A")).hasSize(1);
        assertThat(emulator.calls()).first().isEqualTo(new Route53Emulator.Call(Operation.CHANGE, "by a test"));
    }

    @Test
    void lists_come_in_pages_that_name_the_next_set() throws Exception {
        zone.put(RecordSet.weighted("www.example.com", "A", "eu", 0, 60, "198.51.100.1"));
        zone.put(RecordSet.weighted("www.example.com", "A", "us", 255, 60, "192.0.2.1"));
        String page = get(SETS + "?name=www.example.com&maxitems=1").body();
        assertThat(page)
                .contains("<SetIdentifier>eu</SetIdentifier><Weight>0</Weight>")
                .contains("<IsTruncated>true</IsTruncated><NextRecordName>www.example.com.</NextRecordName>"
                        + "<NextRecordType>A</NextRecordType><NextRecordIdentifier>us</NextRecordIdentifier>");
        assertThat(get(SETS + "?name=www.example.com&type=A&identifier=us").body())
                .contains("<Value>192.0.2.1</Value>", "<IsTruncated>false</IsTruncated>")
                .doesNotContain("198.51.100.1");
        assertThat(get(SETS + "?type=A").statusCode()).isEqualTo(400);
    }

    @Test
    void requests_that_make_no_sense_are_refused() throws Exception {
        for (String set : List.of(
                address("192.0.2.1"),
                "<Weight>1</Weight><TTL>60</TTL>" + address("192.0.2.1"),
                "<SetIdentifier>us</SetIdentifier><TTL>60</TTL>" + address("192.0.2.1"),
                "<SetIdentifier>us</SetIdentifier><Weight>1</Weight><Failover>PRIMARY</Failover><TTL>60</TTL>"
                        + address("192.0.2.1"),
                "<TTL>60</TTL><AliasTarget><HostedZoneId>Z</HostedZoneId><DNSName>a</DNSName>"
                        + "<EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget>",
                "<TTL>many</TTL>" + address("192.0.2.1"))) {
            HttpResponse<String> answer = post(create("www.example.com", set));
            assertThat(answer.statusCode()).as(set).isEqualTo(400);
            assertThat(answer.body()).contains("<Code>InvalidInput</Code>");
        }
        assertThat(post("<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>").statusCode())
                .isEqualTo(400);
        assertThat(zone.at("www.example.com")).isEmpty();
    }

    @Test
    void what_does_not_exist_is_not_found() throws Exception {
        assertThat(get("/2013-04-01/hostedzone/Z2/rrset").body()).contains("<Code>NoSuchHostedZone</Code>");
        assertThat(get("/2013-04-01/change/C1").body()).contains("<Code>NoSuchChange</Code>");
        assertThat(get("/2013-04-01/elsewhere").statusCode()).isEqualTo(404);
        assertThat(get("/2013-04-01/hostedzone/Z1").body()).contains("<Name>example.com.</Name>");
    }

    @Test
    void unsigned_requests_are_refused() throws Exception {
        var unsigned = HttpRequest.newBuilder(emulator.endpoint().resolve(SETS)).build();
        assertThat(client.send(unsigned, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void faults_come_in_their_order_and_then_everything_works_again() throws Exception {
        String body = create("www.example.com", "<TTL>60</TTL>" + address("192.0.2.1"));
        emulator.next(Operation.CHANGE, Fault.THROTTLING);
        emulator.next(Operation.CHANGE, Fault.DONE_THEN_ERROR);
        assertThat(post(body).body()).contains("<Code>Throttling</Code>");
        assertThat(zone.at("www.example.com")).isEmpty();
        assertThat(post(body).statusCode()).isEqualTo(500);
        assertThat(zone.at("www.example.com")).hasSize(1);
        assertThat(post(body).body()).contains("<Code>InvalidChangeBatch</Code>", "but it already exists");
    }

    @Test
    void an_outage_lasts_until_it_is_over() throws Exception {
        emulator.outage(Fault.UNAVAILABLE);
        assertThat(get(SETS).statusCode()).isEqualTo(503);
        assertThat(get(SETS).statusCode()).isEqualTo(503);
        emulator.outage(Fault.STALLED);
        var impatient = request(SETS).timeout(Duration.ofSeconds(1)).build();
        assertThatThrownBy(() -> client.send(impatient, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        emulator.recover();
        assertThat(get(SETS).statusCode()).isEqualTo(200);
    }

    @Test
    void a_snapshot_answers_by_weight_and_by_role() {
        var weighted = new ZoneSnapshot(
                "example.com.",
                List.of(
                        RecordSet.weighted("a.example.com", "A", "us", 255, 60, "192.0.2.1"),
                        RecordSet.weighted("a.example.com", "A", "eu", 0, 60, "198.51.100.1"),
                        RecordSet.weighted("b.example.com", "A", "us", 0, 60, "192.0.2.1"),
                        RecordSet.weighted("b.example.com", "A", "eu", 0, 60, "198.51.100.1"),
                        RecordSet.failover("c.example.com", "A", "us", "PRIMARY", "check", 60, "192.0.2.1"),
                        RecordSet.failover("c.example.com", "A", "eu", "SECONDARY", "check", 60, "198.51.100.1")));
        assertThat(weighted.answered("a.example.com", "A")).hasSize(1);
        assertThat(weighted.answered("b.example.com", "A"))
                .as("all zero is all equal")
                .hasSize(2);
        assertThat(weighted.answered("c.example.com", "A"))
                .extracting(set -> set.policy().identifier())
                .containsExactly("us");
    }

    private static String create(String name, String inner) {
        return "<ChangeResourceRecordSetsRequest xmlns=\"" + RequestXml.NAMESPACE + "\"><ChangeBatch>"
                + "<Comment>by a test</Comment><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>" + name
                + "</Name><Type>A</Type>" + inner
                + "</ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>";
    }

    private static String address(String value) {
        return "<ResourceRecords><ResourceRecord><Value>" + value + "</Value></ResourceRecord></ResourceRecords>";
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return client.send(
                request(SETS + "/").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(emulator.endpoint().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", SIGNED);
    }
}
