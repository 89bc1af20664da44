package dev.leeward.probe.wire;

import dev.leeward.judge.Answer;
import dev.leeward.judge.AnswerJudge;
import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request and its answer (RFC 9112). Reads no more of the answer than what is expected of it asks for. */
final class HttpTalk implements Talk {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_INTERIM = 5;

    private final Look look;
    private final HttpTarget target;
    private final Check.Expectation expect;
    private final HeadReader reader = new HeadReader();
    private int interims;
    private @Nullable AnswerHead head;
    private @Nullable Body body;

    private HttpTalk(HttpTarget target, Look look) {
        this.target = target;
        this.look = look;
        this.expect = target.check().expect();
    }

    /**
     * @throws IllegalArgumentException if the URL leads nowhere
     */
    static Route route(HttpTarget target, Look look) {
        Optional<Route.Secured> tls = target.isSecured()
                ? Optional.of(
                        Route.Secured.of(target.check().tls(), target.origin().host(), "http/1.1"))
                : Optional.empty();
        return Route.to(target.place(), tls, new HttpTalk(target, look));
    }

    @Override
    public void begin(Line line) throws IOException {
        try {
            line.send(ByteBuffer.wrap(HttpRequest.bytes(target, look.workshop().userAgent())));
            look.watch().sent();
        } catch (IllegalArgumentException e) {
            look.inconclusive("cannot ask: " + e.getMessage());
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining() && !look.isOver()) {
                if (body != null) {
                    body.read(bytes);
                    if (body.isComplete()) judge();
                    return;
                }
                AnswerHead read = reader.read(bytes);
                if (read == null) return;
                if (!read.isInterim()) {
                    if (headRead(read)) return;
                } else if (++interims > MOST_INTERIM) {
                    throw new Malformed("more than " + MOST_INTERIM + " interim answers");
                }
            }
        } catch (Malformed e) {
            look.fail(FailureKind.PROTOCOL, String.valueOf(e.getMessage()));
        }
    }

    /** Returns whether this talk is done with. */
    private boolean headRead(AnswerHead read) throws Malformed {
        if (!accepts(read.status())) {
            if (target.redirectsLeft() > 0 && REDIRECTS.contains(read.status())) {
                var next = read.first("location").flatMap(target::redirected);
                if (next.isPresent()) {
                    look.goOn(route(next.get(), look));
                    return true;
                }
            }
            look.fail(FailureKind.BAD_STATUS, read.statusWords());
            return true;
        }
        if (expect.statusOnly()) {
            look.healthy();
            return true;
        }
        head = read;
        boolean bodyWanted = expect.bodyMatches().isPresent() || !expect.json().isEmpty();
        Body framed = bodyWanted ? Body.framedBy(read, target.check().method()) : new Body.OfLength(0);
        body = framed;
        if (framed.isComplete()) judge();
        return framed.isComplete();
    }

    private boolean accepts(int status) {
        return expect.statuses().isEmpty()
                ? status >= 200 && status < 300
                : expect.statuses().contains(status);
    }

    @Override
    public void ended() {
        if (body != null) {
            if (body.endsByClosing()) judge();
            else look.fail(FailureKind.PROTOCOL, "closed after " + body.length() + " bytes of an unfinished body");
        } else if (reader.isEmpty()) {
            // An orderly close instead of an answer: the port is served, the application is not.
            look.fail(FailureKind.RESET, "closed without an answer");
        } else {
            look.fail(FailureKind.PROTOCOL, "closed in the middle of the headers");
        }
    }

    /** Away from the loop: a pattern may take long, and JSON is not free either. */
    private void judge() {
        AnswerHead read = head;
        Body whole = body;
        if (read == null || whole == null || look.watch().phase() == Stopwatch.Phase.JUDGING) return;
        look.watch().judging();
        look.silence();
        long end = look.end();
        boolean begun = look.workshop().matching().run(() -> {
            AnswerJudge.Opinion opinion =
                    AnswerJudge.judge(expect, new Answer(read::all, whole.bytes(), whole.isCut()), end);
            look.later(() -> settle(opinion));
        });
        if (!begun) look.inconclusive("too many answers to match at once");
    }

    private void settle(AnswerJudge.Opinion opinion) {
        switch (opinion) {
            case AnswerJudge.Opinion.AsExpected _ -> look.healthy();
            case AnswerJudge.Opinion.Otherwise(FailureKind kind, String detail) -> look.fail(kind, detail);
            case AnswerJudge.Opinion.CannotTell(String why) -> look.inconclusive(why);
        }
    }
}
