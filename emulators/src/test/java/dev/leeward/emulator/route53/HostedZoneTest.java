package dev.leeward.emulator.route53;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of the documented API that lenient stand-ins forget. */
final class HostedZoneTest {
    private static final String NAME = "www.example.com";

    private final HostedZone zone = new HostedZone("Z1", "example.com");

    @Test
    void a_batch_with_one_bad_change_changes_nothing() {
        zone.put(a("192.0.2.1"));
        var before = zone.sets();
        assertThat(zone.change(List.of(
                        delete(a("192.0.2.1")),
                        create(a("198.51.100.1")),
                        create(RecordSet.simple("www.example.org", "A", 60, "192.0.2.1")))))
                .containsExactly("RRSet with DNS name www.example.org. is not permitted in zone example.com.");
        assertThat(zone.sets()).isEqualTo(before);
    }

    @Test
    void create_refuses_what_exists_and_delete_what_differs() {
        zone.put(a("192.0.2.1"));
        assertRefused("it already exists", create(a("192.0.2.1")));
        assertRefused("values provided do not match", delete(a("192.0.2.2")));
        assertRefused("values provided do not match", delete(RecordSet.simple(NAME, "A", 61, "192.0.2.1")));
        assertRefused("it was not found", delete(RecordSet.simple(NAME, "AAAA", 60, "2001:db8::1")));
        assertDone(delete(a("192.0.2.1")));
        assertThat(zone.at(NAME)).isEmpty();
    }

    @Test
    void a_cname_stands_alone_and_never_at_the_apex() {
        zone.put(a("192.0.2.1"));
        RecordSet cname = RecordSet.simple(NAME, "CNAME", 60, "a.example.org");
        assertRefused("conflicts with other records", create(cname));
        assertRefused("not permitted at apex", create(RecordSet.simple("example.com", "CNAME", 60, "a.example.org")));
        assertDone(delete(a("192.0.2.1")), create(cname));
        assertRefused("conflicts with other records", create(a("192.0.2.1")));
    }

    @Test
    void routing_policies_do_not_mix_and_weights_have_one_ttl() {
        zone.put(a("192.0.2.1"));
        RecordSet weighted = RecordSet.weighted(NAME, "A", "us", 255, 60, "192.0.2.1");
        assertRefused("another routing policy", create(weighted));
        assertDone(delete(a("192.0.2.1")), create(weighted));
        assertRefused("the same TTL", create(RecordSet.weighted(NAME, "A", "eu", 0, 30, "198.51.100.1")));
        assertRefused("not between 0 and 255", create(RecordSet.weighted(NAME, "A", "eu", 256, 60, "198.51.100.1")));
        assertDone(create(RecordSet.weighted(NAME, "A", "eu", 0, 60, "198.51.100.1")));
    }

    @Test
    void one_primary_with_a_health_check() {
        RecordSet us = RecordSet.failover(NAME, "A", "us", "PRIMARY", "check", 60, "192.0.2.1");
        RecordSet eu = RecordSet.failover(NAME, "A", "eu", "PRIMARY", "check", 60, "198.51.100.1");
        assertRefused(
                "must have an associated health check",
                create(new RecordSet(us.name(), "A", us.policy(), us.content(), Optional.empty())));
        assertDone(create(us));
        assertRefused("same role", create(eu));
    }

    @Test
    void values_must_make_sense() {
        assertRefused("Invalid Resource Record", create(a("192.0.2.256")));
        assertRefused("Invalid Resource Record", create(RecordSet.simple(NAME, "AAAA", 60, "192.0.2.1")));
        assertRefused("Invalid Resource Record", create(RecordSet.simple(NAME, "TXT", 60, "not quoted")));
        assertRefused("A CNAME has one value", create(RecordSet.simple(NAME, "CNAME", 60, "a.example", "b.example")));
        assertRefused("Missing ResourceRecords", create(RecordSet.simple(NAME, "A", 60)));
        assertRefused("Invalid TTL", create(RecordSet.simple(NAME, "A", -1, "192.0.2.1")));
    }

    @Test
    void a_batch_holds_a_thousand_records_and_upsert_counts_twice() {
        String[] addresses = IntStream.range(0, 501)
                .mapToObj(i -> "10.0.%d.%d".formatted(i / 250, i % 250))
                .toArray(String[]::new);
        assertRefused("limit of 1000", new Change(Change.Action.UPSERT, a(addresses)));
        assertDone(create(a(addresses)));
        var many = new ArrayList<Change>();
        String text = "\"" + "x".repeat(250) + "\"";
        for (int i = 0; i < 128; i++)
            many.add(create(RecordSet.simple("t%d.example.com".formatted(i), "TXT", 60, text)));
        assertThat(zone.change(many)).containsExactly("Number of characters limit of 32000 exceeded.");
    }

    @Test
    void the_apex_keeps_its_soa_and_ns() {
        RecordSet soa = zone.at("example.com").stream()
                .filter(set -> set.type().equals("SOA"))
                .findFirst()
                .orElseThrow();
        assertRefused("exactly one SOA", delete(soa));
    }

    @Test
    void names_are_spelt_and_ordered_as_the_api_does() {
        assertThat(DomainNames.canonical("*.Example.com")).isEqualTo("\\052.example.com.");
        assertThat(DomainNames.canonical("\\052.example.com.")).isEqualTo("\\052.example.com.");
        var names = new ArrayList<>(List.of("b.example.com.", "a.b.example.com.", "c.example.com.", "example.com."));
        names.sort(DomainNames.ORDER);
        assertThat(names).containsExactly("example.com.", "b.example.com.", "a.b.example.com.", "c.example.com.");
    }

    private static RecordSet a(String... addresses) {
        return RecordSet.simple(NAME, "A", 60, addresses);
    }

    private static Change create(RecordSet set) {
        return new Change(Change.Action.CREATE, set);
    }

    private static Change delete(RecordSet set) {
        return new Change(Change.Action.DELETE, set);
    }

    private void assertRefused(String why, Change... batch) {
        var before = zone.sets();
        assertThat(zone.change(List.of(batch))).isNotEmpty().anyMatch(message -> message.contains(why));
        assertThat(zone.sets()).isEqualTo(before);
    }

    private void assertDone(Change... batch) {
        assertThat(zone.change(List.of(batch))).isEmpty();
    }
}
