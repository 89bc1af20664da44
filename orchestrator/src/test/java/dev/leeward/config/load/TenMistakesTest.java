package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.source.Remark;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TenMistakesTest {
    @TempDir
    Path directory;

    @Test
    void ten_mistakes_in_one_file_are_all_named_with_their_lines() {
        var check = new Samples(directory).check(Samples.resource("ten-mistakes.yaml"));
        assertThat(check.configuration()).isEmpty();
        assertThat(check.remarks())
                .extracting(Remark::headline)
                .containsExactly(
                        "shop.yaml:7:13: services.shop.regions.us-east.probes[0].htpp: unknown kind; did you mean \"http\"?",
                        "shop.yaml:9:25: services.shop.regions.eu-central.addresses.A[0]: expected an IPv4 address, found"
                                + " \"198.51.100.256\"",
                        "shop.yaml:11:68: services.shop.regions.eu-central.probes[0].http.timeout: the timeout of 6s is longer"
                                + " than the interval of 5s [timeout-within-interval]; make it shorter, or look less often",
                        "shop.yaml:13:7: services.shop.detection.intervall: unknown key; did you mean \"interval\"?",
                        "shop.yaml:14:17: services.shop.detection.failures: expected a whole number from 1 to 100, found a text;"
                                + " leave the quotes out",
                        "shop.yaml:16:13: services.shop.failover.mode: expected one of automatic, approval, manual, shadow, found"
                                + " \"automatik\"; did you mean \"automatic\"?",
                        "shop.yaml:18:15: services.shop.failback.window: \"Sonntag\" is no day of the week; write Mon, Tue, Wed,"
                                + " Thu, Fri, Sat, Sun",
                        "shop.yaml:23:16: services.shop.steering[0].linode-dns.ttl: Linode does not take a TTL of 60 s and would"
                                + " round it; the nearest are 30 and 120 seconds",
                        "shop.yaml:24:18: services.shop.steering[0].linode-dns.token: a secret must not stand in this file; put"
                                + " it elsewhere and write ${env:NAME} or ${file:PATH}",
                        "shop.yaml:25:5: services.shop.detection: this key stands here a second time; the first is in line 12;"
                                + " keep one of them");
        assertThat(check.remarks().get(3).frame().orElseThrow().lines())
                .containsExactly("  13 |       intervall: 5s", "     |       ^^^^^^^^^");
        assertThat(check.remarks().toString()).doesNotContain("0123456789abcdef");
    }
}
