package dev.leeward.steering.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.dns.ServerPlace;
import dev.leeward.testkit.BindZone;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TsigKeyTest {
    @Test
    void the_file_that_tsig_keygen_writes_is_read() {
        var parsed = (TsigKey.Parsed.Valid) TsigKey.parse(BindZone.KEY_FILE);
        assertThat(parsed.key().name()).isEqualTo(BindZone.KEY_NAME);
        assertThat(parsed.key().algorithm()).isEqualTo(TsigAlgorithm.HMAC_SHA256);
        assertThat(parsed.key().secret().get()).isEqualTo(BindZone.KEY_SECRET);
    }

    @Test
    void comments_go_and_slashes_in_a_secret_stay() {
        String text = """
                // secret "b2xk"; of last year
                # nothing
                key leeward { /* quoted or
                not */ algorithm HMAC-SHA512;
                  secret "ab//cd+/"; // tail
                };
                """;
        var parsed = (TsigKey.Parsed.Valid) TsigKey.parse(text);
        assertThat(parsed.key().name()).isEqualTo("leeward");
        assertThat(parsed.key().algorithm()).isEqualTo(TsigAlgorithm.HMAC_SHA512);
        assertThat(parsed.key().secret().get()).isEqualTo("ab//cd+/");
    }

    @Test
    void what_is_missing_or_unusable_is_said_without_the_secret() {
        assertInvalid("ZnJlc2g=", "no clause");
        assertInvalid("key \"a\" { secret \"ZnJlc2g=\"; };", "no algorithm");
        assertInvalid("key \"a\" { algorithm hmac-sha256; };", "no secret");
        assertInvalid("key \"a\" { algorithm hmac-md5; secret \"ZnJlc2g=\"; };", "hmac-md5");
        assertInvalid("key \"a\" { algorithm hmac-sha256; secret \"Zn!lc2g=\"; };", "no base64");
        assertInvalid(BindZone.KEY_FILE + BindZone.KEY_FILE, "more than one");
    }

    @Test
    void a_key_never_shows_its_secret() {
        TsigKey key = BindRig.key();
        var target = target("www", key);
        assertThat(key.toString()).doesNotContain(BindZone.KEY_SECRET).contains(BindZone.KEY_NAME);
        assertThat(target.toString()).doesNotContain(BindZone.KEY_SECRET);
    }

    @Test
    void a_target_is_named_by_what_it_steers() {
        assertThat(target("www", BindRig.key()).id()).hasToString("rfc2136:www.example.net");
        assertThat(target("@", BindRig.key()).id()).hasToString("rfc2136:example.net");
        assertThat(target("", BindRig.key()).epochName()).hasToString("_leeward.example.net.");
    }

    @Test
    void a_record_that_is_not_relative_is_refused() {
        for (String record : new String[] {"www.example.net", "www.", "example.net", "*"}) {
            assertThatThrownBy(() -> target(record, BindRig.key())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Rfc2136Target target(String record, TsigKey key) {
        return new Rfc2136Target(
                ServerPlace.parse("192.0.2.53"),
                "Example.NET.",
                record,
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                key);
    }

    private static void assertInvalid(String text, String why) {
        assertThat(TsigKey.parse(text))
                .isInstanceOfSatisfying(
                        TsigKey.Parsed.Invalid.class,
                        invalid -> assertThat(invalid.problem().sentence())
                                .contains(why)
                                .doesNotContain("ZnJlc2g", "Zn!lc2g"));
    }
}
