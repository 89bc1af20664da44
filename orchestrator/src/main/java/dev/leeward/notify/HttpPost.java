package dev.leeward.notify;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.notify.Channel.Delivered;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The call that all channels over HTTP share: made once, within its limit, without following anybody anywhere. 408, 425, 429
 * and 5xx are to be tried again, after {@code Retry-After} where it is said; anything else but what the channel takes for
 * success is given up, a redirect included, since it needs a person. Nothing of the URL gets into a problem, and nothing of
 * the answer but its status: either may hold a credential.
 */
final class HttpPost {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int UNAUTHORIZED = 401;
    private static final int SERVER_ERROR = 500;

    private static final OkHttpClient CLIENT = new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .build();

    private final InstantSource clock;

    /** By wall-clock {@code clock}, for waits that are given as dates. */
    HttpPost(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the other side took a notice. */
    @FunctionalInterface
    interface Taken {
        /** Judges an answer whose status is 2xx; its body may be read. */
        boolean by(Response answer) throws IOException;

        /** By its status alone. */
        static Taken with(int status) {
            return answer -> answer.code() == status;
        }
    }

    /** A request that carries {@code json}. */
    static Request.Builder to(HttpUrl url, String json) {
        return new Request.Builder()
                .url(url)
                .header("User-Agent", "Leeward")
                .post(RequestBody.create(json.getBytes(StandardCharsets.UTF_8), JSON));
    }

    /** Makes the call. */
    Delivered send(Request request, Duration limit, Taken taken) {
        var call = CLIENT.newCall(request);
        call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        try (Response response = call.execute()) {
            return judged(response, taken);
        } catch (InterruptedIOException e) {
            return failed(Problem.passing(FaultCode.TIMED_OUT, "no answer within " + limit.toMillis() + " ms"));
        } catch (IOException e) {
            return failed(Problem.passing(
                    FaultCode.UNREACHABLE, "no answer: " + e.getClass().getSimpleName()));
        }
    }

    private Delivered judged(Response response, Taken taken) throws IOException {
        int status = response.code();
        if (status / 100 == 2) {
            if (taken.by(response)) return new Delivered.Done();
            // Something else answers in its place; the notice must not be lost for that.
            return failed(Problem.passing(FaultCode.GARBLED, "answered " + status + ", but not as it does"));
        }
        boolean passing =
                status >= SERVER_ERROR || status == TOO_MANY || status == TOO_EARLY || status == REQUEST_TIMEOUT;
        var sentence = "answered " + status;
        if (!passing) {
            var code = status == UNAUTHORIZED ? FaultCode.UNAUTHENTICATED : FaultCode.REJECTED;
            return failed(Problem.lasting(code, sentence));
        }
        var code = status == TOO_MANY ? FaultCode.THROTTLED : FaultCode.UNAVAILABLE;
        return failed(RetryAfter.of(response.header("Retry-After"), clock.instant())
                .map(wait -> Problem.passing(code, sentence, wait))
                .orElseGet(() -> Problem.passing(code, sentence)));
    }

    /** A failure. */
    static Delivered failed(Problem problem) {
        return new Delivered.Failed(problem);
    }

    /** The URL that was configured is none; its text is not told. */
    static Delivered noUrl() {
        return failed(Problem.lasting(FaultCode.MISCONFIGURED, "its URL is not one"));
    }
}
