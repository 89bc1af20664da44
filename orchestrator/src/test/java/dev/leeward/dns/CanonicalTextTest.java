package dev.leeward.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CanonicalTextTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
        "2001:DB8::ABCD, 2001:db8::abcd",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1"
    })
    void an_address_has_one_text(String written, String canonical) {
        assertThat(CanonicalText.of(InetAddress.ofLiteral(written))).isEqualTo(canonical);
    }

    @Test
    void every_text_reads_back_as_the_same_address() throws UnknownHostException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var bytes = new byte[16];
            // Few bits, many zero groups.
            for (int b = 0; b < bytes.length; b++) bytes[b] = random.nextInt(3) == 0 ? (byte) random.nextInt() : 0;
            bytes[0] = 0x20;
            InetAddress address = InetAddress.getByAddress(bytes);
            assertThat(InetAddress.ofLiteral(CanonicalText.of(address)))
                    .as("seed %d", seed)
                    .isEqualTo(address);
        }
    }
}
