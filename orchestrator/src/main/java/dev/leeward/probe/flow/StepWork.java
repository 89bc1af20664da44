package dev.leeward.probe.flow;

import dev.leeward.judge.AnswerJudge;
import dev.leeward.judge.AnswerJudge.Opinion;
import dev.leeward.judge.BoundedMatch;
import dev.leeward.judge.NetworkFault;
import dev.leeward.judge.TlsFault;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Template;
import dev.leeward.probe.UserFlow;
import dev.leeward.probe.UserFlow.Capture;
import dev.leeward.probe.UserFlow.Step;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Takes one step of a flow: fills the request in, sends it, follows redirects, judges the answer, captures from it. */
final class StepWork {
    private final UserFlow flow;
    private final Browser browser;
    private final Notes notes;
    private final String userAgent;

    StepWork(UserFlow flow, Browser browser, Notes notes, String userAgent) {
        this.flow = flow;
        this.browser = browser;
        this.notes = notes;
        this.userAgent = userAgent;
    }

    /**
     * Takes {@code step}.
     *
     * @param end on {@link System#nanoTime}'s axis, by which it has to be over
     */
    StepResult take(Step step, long end) {
        long began = System.nanoTime();
        try {
            Page page = browser.send(request(step), left(end));
            for (int turn = 0; turn < step.followRedirects() && page.leadsTo().isPresent(); turn++) {
                page = browser.send(following(step, page), left(end));
            }
            return judge(step, page, end);
        } catch (Unfit e) {
            return failed(FailureKind.BAD_ANSWER, e.why());
        } catch (Road.NoSuchName e) {
            return failed(FailureKind.UNRESOLVABLE, NetworkFault.words(e));
        } catch (Road.NobodyKnows e) {
            return new StepResult.Blind(NetworkFault.words(e));
        } catch (InterruptedIOException e) {
            long waited = Duration.ofNanos(System.nanoTime() - began).toMillis();
            return failed(FailureKind.TIMED_OUT, "no whole answer within " + waited + " ms");
        } catch (SSLException e) {
            return failed(FailureKind.TLS, TlsFault.words(e));
        } catch (IOException e) {
            return NetworkFault.isOurs(e)
                    ? new StepResult.Blind("cannot open a connection: " + NetworkFault.words(e))
                    : failed(NetworkFault.kindOfConnect(e), NetworkFault.words(e));
        }
    }

    private static Duration left(long end) throws InterruptedIOException {
        long left = end - System.nanoTime();
        if (left <= 0) throw new InterruptedIOException("the time is up");
        return Duration.ofNanos(left);
    }

    private Request request(Step step) throws Unfit {
        var request = new Request.Builder().url(address(step.path())).header("User-Agent", userAgent);
        Optional<UserFlow.Content> content = step.content();
        RequestBody body = content.isPresent()
                ? RequestBody.create(
                        notes.fill(content.get().text()).getBytes(StandardCharsets.UTF_8),
                        MediaType.parse(content.get().type()))
                : null;
        // OkHttp wants a body with these methods; an empty one is what a button sends.
        boolean needsBody = Set.of("POST", "PUT", "PATCH").contains(step.method());
        request.method(step.method(), body == null && needsBody ? RequestBody.EMPTY : body);
        addHeaders(request, step);
        return request.build();
    }

    private void addHeaders(Request.Builder request, Step step) throws Unfit {
        for (Map.Entry<String, Template> header : step.headers().entrySet()) {
            try {
                request.header(header.getKey(), notes.fill(header.getValue()));
            } catch (IllegalArgumentException e) {
                // Its own words would show the value.
                throw new Unfit("what was captured cannot stand in the header " + header.getKey());
            }
        }
    }

    private HttpUrl address(Template path) throws Unfit {
        HttpUrl base = HttpUrl.get(flow.base().toString());
        boolean whole =
                path.pieces().getFirst() instanceof Template.Captured first && first.into() == Template.Into.ADDRESS;
        String filled = notes.fill(path);
        HttpUrl address =
                whole ? base.resolve(filled) : HttpUrl.parse(base.toString().replaceFirst("/$", "") + filled);
        if (address == null) throw new Unfit("what was captured is no address");
        return sameOrigin(base, address);
    }

    /** The next request as browsers make it: only 307 and 308 are sent as they were (RFC 9110, section 15.4). */
    private Request following(Step step, Page page) throws Unfit {
        HttpUrl to = page.url().resolve(page.leadsTo().orElseThrow());
        if (to == null) throw new Unfit("it redirects to what is no address");
        var next = request(step).newBuilder().url(sameOrigin(page.url(), to));
        boolean sameAgain = page.status() == 307 || page.status() == 308;
        if (!sameAgain && !step.method().equals("HEAD"))
            next.method("GET", null).removeHeader("Content-Type");
        return next.build();
    }

    /** What a region answers says nothing about another host, and another host is not to get what was captured. */
    private static HttpUrl sameOrigin(HttpUrl from, HttpUrl to) throws Unfit {
        boolean same = from.scheme().equals(to.scheme()) && from.host().equals(to.host()) && from.port() == to.port();
        if (!same) throw new Unfit("it leads away to " + to.scheme() + "://" + to.host() + ":" + to.port());
        return to;
    }

    private StepResult judge(Step step, Page page, long end) {
        var statuses = step.expect().statuses();
        boolean fine = statuses.isEmpty() ? page.status() / 100 == 2 : statuses.contains(page.status());
        if (!fine) return failed(FailureKind.BAD_STATUS, "status " + page.words() + ", expected " + words(statuses));
        return switch (AnswerJudge.judge(step.expect(), page.answer(), end)) {
            case Opinion.Otherwise(FailureKind kind, String detail) -> failed(kind, detail);
            case Opinion.CannotTell(String why) -> new StepResult.Blind(notes.withoutSecrets(why));
            case Opinion.AsExpected _ -> capture(step, page, end);
        };
    }

    private static String words(Set<Integer> statuses) {
        return statuses.isEmpty()
                ? "200 to 299"
                : new TreeSet<>(statuses).stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    private StepResult capture(Step step, Page page, long end) {
        for (Capture capture : step.captures()) {
            try {
                Optional<Notes.Value> found = Finds.in(page, capture.from(), end);
                if (found.isEmpty()) {
                    String detail = "nothing to capture as " + capture.name() + " by "
                            + capture.from().shown() + " in an answer of status " + page.words();
                    return failed(FailureKind.BAD_BODY, detail);
                }
                notes.keep(capture.name(), found.get());
            } catch (BoundedMatch.TooSlow e) {
                return new StepResult.Blind(String.valueOf(e.getMessage()));
            }
        }
        return new StepResult.Passed(page.warning().stream().toList());
    }

    private StepResult failed(FailureKind kind, String detail) {
        return new StepResult.Failed(kind, notes.withoutSecrets(detail));
    }
}
