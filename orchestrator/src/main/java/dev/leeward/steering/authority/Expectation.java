package dev.leeward.steering.authority;

import dev.leeward.dns.CanonicalText;
import dev.leeward.dns.Reply;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Verification.State;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * What a name shall answer, and the judgement of answers. Pure.
 *
 * @param name the name that is asked for
 * @param endpoints exactly these records
 * @param atMost no TTL above it
 */
record Expectation(Name name, Endpoints endpoints, Duration atMost) {
    private static final int OPTION_HEADER = 4;
    private static final int LONGEST_IDENTITY = 64;

    /** What one answer means. */
    record Judgement(State state, String detail) {}

    /**
     * The questions that show the whole truth: where addresses are expected, both kinds, since a forgotten AAAA record
     * sends traffic to the old region; where an alias is expected it alone, since nothing can stand beside it (RFC 1034,
     * section 3.6.2).
     */
    List<RecordType> questions() {
        return endpoints.byType().containsKey(RecordType.CNAME)
                ? List.of(RecordType.CNAME)
                : List.of(RecordType.A, RecordType.AAAA);
    }

    /** What {@code reply} to the question for {@code asked} means. */
    Judgement judge(RecordType asked, Reply reply) {
        return switch (reply) {
            case Reply.Answered(var message) -> judge(asked, message);
            case Reply.Silent() -> new Judgement(State.TIMED_OUT, "no answer in time");
            case Reply.Unreachable(var why) -> new Judgement(State.UNREACHABLE, why);
            case Reply.NoRoute(var why) -> new Judgement(State.UNREACHABLE, "this machine has no route: " + why);
            case Reply.Garbled(var why) -> new Judgement(State.NOT_AUTHORITATIVE, why);
        };
    }

    private Judgement judge(RecordType asked, Message message) {
        return switch (message.getRcode()) {
            case Rcode.NOERROR ->
                message.getHeader().getFlag(Flags.AA)
                        ? compare(asked, message)
                        : new Judgement(State.NOT_AUTHORITATIVE, "answers without authority" + identity(message));
            case Rcode.NXDOMAIN ->
                new Judgement(State.NO_SUCH_NAME, "says the name does not exist" + identity(message));
            case Rcode.SERVFAIL, Rcode.NOTAUTH ->
                new Judgement(State.NOT_AUTHORITATIVE, Rcode.string(message.getRcode()) + identity(message));
            default -> new Judgement(State.REFUSED, Rcode.string(message.getRcode()) + identity(message));
        };
    }

    private Judgement compare(RecordType asked, Message message) {
        List<Record> answer = message.getSection(Section.ANSWER);
        var stands = CanonicalText.valuesOf(name, answer);
        SortedSet<String> values = stands.getOrDefault(asked, Collections.emptySortedSet());
        SortedSet<String> wanted = endpoints.of(asked);
        boolean alone = stands.keySet().stream().allMatch(asked::equals);
        if (!values.equals(wanted) || !alone) {
            return new Judgement(
                    State.STALE, "answers %s, wanted is %s %s".formatted(stands, asked, wanted) + identity(message));
        }
        long ttl = answer.stream()
                .filter(record -> record.getName().equals(name))
                .mapToLong(Record::getTTL)
                .max()
                .orElse(0);
        if (ttl > atMost.toSeconds()) {
            return new Judgement(
                    State.STALE,
                    "answers %s with a TTL of %d s, wanted is %d s at most".formatted(stands, ttl, atMost.toSeconds())
                            + identity(message));
        }
        return new Judgement(State.CURRENT, "answers " + endpoints + identity(message));
    }

    /** Which of a server's machines answered (RFC 5001), where it says so; printable ASCII only, as it is shown. */
    private static String identity(Message message) {
        if (message.getOPT() == null) return "";
        return message.getOPT().getOptions(EDNSOption.Code.NSID).stream()
                .map(EDNSOption::toWire)
                .filter(wire -> wire.length > OPTION_HEADER)
                .map(wire -> " (" + printable(wire) + ")")
                .findFirst()
                .orElse("");
    }

    private static String printable(byte[] wire) {
        var text = new StringBuilder();
        for (int i = OPTION_HEADER; i < Math.min(wire.length, OPTION_HEADER + LONGEST_IDENTITY); i++) {
            text.append(wire[i] > ' ' && wire[i] < 0x7f ? (char) wire[i] : '?');
        }
        return text.toString();
    }
}
