package dev.leeward.api;

import dev.leeward.config.HookSettings;
import dev.leeward.secret.Secret;
import dev.leeward.signal.Signal;
import dev.leeward.signal.SignalBoard;
import dev.leeward.signal.SignalState;
import dev.leeward.signal.desk.SignalDesk;
import dev.leeward.signal.desk.SignalListener;
import dev.leeward.signal.desk.Sources;
import dev.leeward.signal.source.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Two sources of signals, and a sender to one of them. */
final class Hooks {
    private static final String SECRET = "signals-secret-0123456789";

    /** The secret end of the path of {@code robot}. */
    static final String PATH = "0123456789abcdef0123456789abcdef";

    private Hooks() {}

    /** {@code leeward}, which {@link #signed} sends to, and {@code other}. */
    static SignalDesk desk() {
        var desk = new SignalDesk(new SignalBoard(), Sources::of, new Nobody(), System::nanoTime);
        desk.configured(List.of(
                new HookSettings.Generic("leeward", Secret.of(SECRET)),
                new HookSettings.UptimeRobot("robot", Secret.of(PATH)),
                new HookSettings.Generic("other", Secret.of("another-secret-0123456789"))));
        return desk;
    }

    /** Signed {@code later} seconds after the beginning of this minute, so that the same twice is the very same. */
    static Request.Builder signed(ApiFixture api, String body, long later) {
        var stamp = Long.toString(Instant.now().getEpochSecond() / 60 * 60 + later);
        return api.request("/hooks/leeward")
                .header("X-Leeward-Timestamp", stamp)
                .header("X-Leeward-Signature", "sha256=" + hmac(stamp + "." + body))
                .post(RequestBody.create(body, ApiFixture.JSON));
    }

    private static String hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Nobody implements SignalListener {
        @Override
        public void heard(String source, SignalState state) {}

        @Override
        public void refused(String source, Refusal.Why why) {}

        @Override
        public void began(Signal signal) {}
    }
}
