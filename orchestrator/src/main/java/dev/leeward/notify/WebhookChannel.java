package dev.leeward.notify;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.secret.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Posts notices as JSON. Any 2xx means taken; 408, 425, 429 and 5xx are tried again, after {@code Retry-After} where it is
 * said; everything else, a redirect included, is given up, since it needs a person. What the other side answers is neither
 * read nor logged, nor is the URL, which often holds a credential.
 */
public final class WebhookChannel implements Channel {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private static final OkHttpClient CLIENT = new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .build();

    private final String name;
    private final Secret url;
    private final Optional<Secret> key;
    private final Duration timeout;
    private final InstantSource clock;

    /**
     * Posts to {@code url}.
     *
     * @param key signs every delivery, see {@link Signature}
     * @param clock wall-clock time, for the signature's time stamp
     */
    public WebhookChannel(String name, Secret url, Optional<Secret> key, Duration timeout, InstantSource clock) {
        this.name = name;
        this.url = url;
        this.key = key;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public Delivered deliver(Notice notice, Duration limit) {
        var target = HttpUrl.parse(url.reveal());
        if (target == null) return failed(Problem.lasting(FaultCode.MISCONFIGURED, "its URL is not one"));
        var call = CLIENT.newCall(request(target, notice));
        call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        try (Response response = call.execute()) {
            return judged(response.code(), response.header("Retry-After"));
        } catch (InterruptedIOException e) {
            return failed(Problem.passing(FaultCode.TIMED_OUT, "no answer within " + limit.toMillis() + " ms"));
        } catch (IOException e) {
            return failed(Problem.passing(
                    FaultCode.UNREACHABLE, "no answer: " + e.getClass().getSimpleName()));
        }
    }

    private Request request(HttpUrl target, Notice notice) {
        var body = notice.json();
        long timestamp = clock.instant().getEpochSecond();
        var request = new Request.Builder()
                .url(target)
                .header("User-Agent", "Leeward")
                .header("X-Leeward-Delivery", notice.id())
                .header("X-Leeward-Timestamp", Long.toString(timestamp))
                .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8), JSON));
        key.ifPresent(secret -> request.header("X-Leeward-Signature", Signature.of(secret.reveal(), timestamp, body)));
        return request.build();
    }

    private Delivered judged(int status, @Nullable String retryAfter) {
        if (status / 100 == 2) return new Delivered.Done();
        var sentence = "answered " + status;
        Instant now = clock.instant();
        boolean passing =
                status >= SERVER_ERROR || status == TOO_MANY || status == TOO_EARLY || status == REQUEST_TIMEOUT;
        if (!passing) return failed(Problem.lasting(FaultCode.REJECTED, sentence));
        var code = status == TOO_MANY ? FaultCode.THROTTLED : FaultCode.UNAVAILABLE;
        return failed(RetryAfter.of(retryAfter, now)
                .map(wait -> Problem.passing(code, sentence, wait))
                .orElseGet(() -> Problem.passing(code, sentence)));
    }

    private static Delivered failed(Problem problem) {
        return new Delivered.Failed(problem);
    }
}
