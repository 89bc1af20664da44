package dev.leeward.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

final class TtlFactsTest {
    private static final Duration WANTED = Duration.ofMinutes(5);

    @Test
    void the_negative_ttl_is_the_lower_of_two() {
        assertThat(TtlFacts.negativeIn(soa(3600, 60))).contains(Duration.ofMinutes(1));
        assertThat(TtlFacts.negativeIn(soa(60, 3600))).contains(Duration.ofMinutes(1));
        assertThat(TtlFacts.negativeIn(new Message())).isEmpty();
    }

    @Test
    void times_in_their_limits_are_fine() {
        assertThat(new TtlFacts(Optional.of(WANTED), Optional.of(WANTED), Optional.of(Duration.ofDays(1)))
                        .judge("www.example.net", WANTED))
                .isEmpty();
        assertThat(new TtlFacts(Optional.empty(), Optional.empty(), Optional.empty()).judge("www.example.net", WANTED))
                .isEmpty();
    }

    @Test
    void each_time_beyond_its_limit_is_named() {
        Duration beyond = Duration.ofDays(2);
        assertThat(new TtlFacts(Optional.of(beyond), Optional.of(beyond), Optional.of(beyond))
                        .judge("www.example.net", WANTED))
                .hasSize(3)
                .allSatisfy(finding -> assertThat(finding.sentence()).contains("172800 s"));
    }

    private static Message soa(long ttl, long minimum) {
        var message = new Message();
        Name zone = Queries.absolute("example.net");
        message.addRecord(
                new SOARecord(zone, DClass.IN, ttl, zone, zone, 1, 3600, 600, 86400, minimum), Section.AUTHORITY);
        return message;
    }
}
