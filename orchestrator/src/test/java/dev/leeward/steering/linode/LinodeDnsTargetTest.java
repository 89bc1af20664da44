package dev.leeward.steering.linode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.region.RecordType;
import dev.leeward.secret.Secret;
import dev.leeward.steering.TargetId;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinodeDnsTargetTest {
    @Test
    void names_are_folded_and_joined() {
        LinodeDnsTarget www = target(LinodeDnsTarget.PRODUCTION, "Example.COM.", "WWW", 300, 30);
        LinodeDnsTarget apex = target(LinodeDnsTarget.PRODUCTION, "example.com", "", 300, 30);

        assertThat(www.id()).isEqualTo(new TargetId("linode-dns:www.example.com"));
        assertThat(www.markName()).isEqualTo("_leeward.www");
        assertThat(apex.fqdn()).isEqualTo("example.com");
        assertThat(apex.markName()).isEqualTo("_leeward");
    }

    @ParameterizedTest
    @ValueSource(strings = {"www", "WWW", "www.example.com", "www.example.com.", "Www.Example.Com"})
    void whatever_linode_calls_it_is_the_same_relative_name(String name) {
        LinodeDnsTarget www = target(LinodeDnsTarget.PRODUCTION, "example.com", "www", 300, 30);

        assertThat(www.relative(name)).isEqualTo("www");
        assertThat(www.relative("example.com")).isEmpty();
        assertThat(www.relative("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"60,30", "600,30", "0,0", "300,60", "30,300", "300,0"})
    void a_ttl_that_would_be_rounded_or_is_upside_down_is_refused(int ttl, int failoverTtl) {
        assertThatThrownBy(() -> target(LinodeDnsTarget.PRODUCTION, "example.com", "www", ttl, failoverTtl))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TTL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*.shop", "www.example.com", "example.com", "a b", "-www"})
    void a_name_that_cannot_be_steered_is_refused(String record) {
        assertThatThrownBy(() -> target(LinodeDnsTarget.PRODUCTION, "example.com", record, 300, 30))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.linode.com/v4",
                "http://127.example.com/v4",
                "https://user@api.linode.com/v4",
                "ftp://127.0.0.1/v4",
                "https://api.linode.com/v4?x=1",
                "/v4"
            })
    void the_token_is_not_sent_in_the_clear(String url) {
        assertThatThrownBy(() -> target(URI.create(url), "example.com", "www", 300, 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HTTPS");
        assertThat(target(URI.create("http://127.0.0.1:1234/v4"), "example.com", "www", 300, 30))
                .isNotNull();
        assertThat(target(URI.create("http://[::1]:1234/v4/"), "example.com", "www", 300, 30)
                        .apiUrl())
                .hasToString("http://[::1]:1234/v4");
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:0:0:0:1,2001:db8::1",
        "2001:DB8:1:0:0:2:0:0,2001:db8:1::2:0:0",
        "0:0:0:0:0:0:0:0,::",
        "0:0:0:0:0:0:0:1,::1",
        "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "1:0:0:0:0:0:0:0,1::",
        "nonsense,nonsense"
    })
    void ipv6_is_spelled_as_rfc_5952_says(String given, String canonical) {
        assertThat(RecordValues.canonical(RecordType.AAAA, given)).isEqualTo(canonical);
        assertThat(RecordValues.canonical(RecordType.AAAA, canonical)).isEqualTo(canonical);
    }

    @Test
    void values_are_checked_by_type() {
        assertThat(RecordValues.isValid(RecordType.A, "192.0.2.1")).isTrue();
        assertThat(RecordValues.isValid(RecordType.A, "2001:db8::1")).isFalse();
        assertThat(RecordValues.isValid(RecordType.A, "[remote_addr]")).isFalse();
        assertThat(RecordValues.isValid(RecordType.AAAA, "192.0.2.1")).isFalse();
        assertThat(RecordValues.isValid(RecordType.CNAME, "eu.example.net")).isTrue();
        assertThat(RecordValues.isValid(RecordType.CNAME, "not a host")).isFalse();
        assertThat(RecordValues.canonical(RecordType.CNAME, "EU.Example.net.")).isEqualTo("eu.example.net");
    }

    private static LinodeDnsTarget target(URI api, String domain, String record, int ttl, int failoverTtl) {
        return new LinodeDnsTarget(
                api, domain, record, Duration.ofSeconds(ttl), Duration.ofSeconds(failoverTtl), Secret.of("token"));
    }
}
