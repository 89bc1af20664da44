package dev.leeward.linode;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request, one answer, within its time. Nothing is repeated, redirected or proxied behind our back: whether a request
 * may have been carried out has to be known, and a request that is repeated is two.
 */
public final class LinodeHttp implements AutoCloseable {
    /** A full page of records is about 150 KB. */
    private static final int LARGEST_BODY = 4 * 1024 * 1024;

    private static final MediaType JSON = MediaType.get("application/json");
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final LinodeAccount account;
    private final OkHttpClient client;

    /** Makes no call yet. */
    public LinodeHttp(LinodeAccount account) {
        this.account = account;
        this.client = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .dns(new PatientDns())
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                // The call's own time-out, set for each, bounds all of it.
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .eventListener(new Departures())
                .build();
    }

    /** An answer with a status of 2xx and a JSON body. */
    public record Reply(JsonNode body, Optional<String> scopes) {}

    /** Set as soon as the first byte of a request may have left. */
    private static final class Sent {
        private volatile boolean sent;
    }

    private static final class Departures extends EventListener {
        @Override
        public void requestHeadersStart(Call call) {
            Sent mark = call.request().tag(Sent.class);
            if (mark != null) mark.sent = true;
        }
    }

    /** Makes one call, unless the allowance is used up. */
    public Answer<Reply> call(
            String method, String path, Optional<String> filter, Optional<JsonNode> body, Allowance allowance) {
        Optional<Problem> refused = allowance.refuseCall();
        if (refused.isPresent()) return new Answer.Refused<>(refused.get());
        String token = account.token().reveal().strip();
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f))
            return new Answer.Refused<>(Problem.lasting(
                    FaultCode.UNAUTHENTICATED, "the Linode token is empty or holds impossible characters"));
        Sent sent = new Sent();
        Request request = request(method, path, filter, body, token, sent);
        Call call = client.newCall(request);
        call.timeout().timeout(allowance.forCall().toNanos(), TimeUnit.NANOSECONDS);
        String what = method + " " + request.url().encodedPath();
        try (Response response = call.execute()) {
            return judge(what, response);
        } catch (IOException e) {
            return lost(what, e, sent.sent);
        }
    }

    private Request request(
            String method, String path, Optional<String> filter, Optional<JsonNode> body, String token, Sent sent) {
        Request.Builder request = new Request.Builder()
                .url(account.apiUrl() + "/" + path)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("User-Agent", "leeward")
                .tag(Sent.class, sent)
                .method(
                        method,
                        body.map(json -> RequestBody.create(json.toString(), JSON))
                                .orElse(null));
        filter.ifPresent(text -> request.header("X-Filter", text));
        return request.build();
    }

    private static Answer<Reply> judge(String what, Response response) throws IOException {
        BufferedSource source = response.body().source();
        boolean tooLarge = source.request(LARGEST_BODY + 1L);
        String text = source.getBuffer().readUtf8(Math.min(source.getBuffer().size(), LARGEST_BODY));
        Optional<JsonNode> json = parse(text);
        if (!response.isSuccessful()) return Refusals.of(what, response, json);
        if (tooLarge)
            return new Answer.Doubtful<>(Problem.lasting(
                    FaultCode.EXHAUSTED, "%s: the answer is larger than %d bytes".formatted(what, LARGEST_BODY)));
        if (json.isEmpty())
            return new Answer.Doubtful<>(Problem.passing(FaultCode.GARBLED, what + ": the answer is no JSON"));
        return new Answer.Got<>(new Reply(json.get(), Optional.ofNullable(response.header("X-OAuth-Scopes"))));
    }

    /** Nothing came back. Once something may have left, the other side may have acted on it. */
    private static Answer<Reply> lost(String what, IOException e, boolean sent) {
        boolean late = e instanceof InterruptedIOException;
        if (!sent) {
            return new Answer.Refused<>(Problem.passing(
                    late ? FaultCode.TIMED_OUT : FaultCode.UNREACHABLE,
                    "%s: no connection to Linode, nothing was sent (%s)".formatted(what, reason(e))));
        }
        return new Answer.Doubtful<>(Problem.passing(
                late ? FaultCode.TIMED_OUT : FaultCode.UNAVAILABLE,
                "%s: %s (%s)"
                        .formatted(
                                what,
                                late ? "no answer in time" : "the connection broke before the answer",
                                reason(e))));
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
