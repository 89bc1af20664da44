package dev.leeward.steering.linode;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.linode.Allowance;
import dev.leeward.linode.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The target's domain at Linode. Remembers which one that is, so that a failover need not look it up. Thread-safe. */
final class LinodeZone {
    private final LinodeDnsTarget target;
    private final LinodeApi api;
    private volatile @Nullable DnsDomain known;

    LinodeZone(LinodeDnsTarget target, LinodeApi api) {
        this.target = target;
        this.api = api;
    }

    /** Looks the domain up, remembered or not. */
    Answer<LinodeApi.Found> find(Allowance allowance) {
        return api.domain(allowance).then(found -> {
            known = found.domain();
            return new Answer.Got<>(found);
        });
    }

    /** What stands at the target now. */
    Answer<Standing> look(Allowance allowance) {
        DnsDomain domain = known;
        return domain == null
                ? find(allowance).then(found -> look(found.domain(), allowance))
                : look(domain, allowance);
    }

    private Answer<Standing> look(DnsDomain domain, Allowance allowance) {
        Answer<List<DnsRecord>> all = api.records(domain, allowance);
        if (all instanceof Answer.Refused<List<DnsRecord>>(Problem problem) && problem.code() == FaultCode.NOT_FOUND) {
            // Deleted, and perhaps made anew under another number: look it up the next time.
            known = null;
        }
        return all.then(records -> Standing.of(target, domain, records));
    }

    Answer<DnsRecord> addMark(DnsDomain domain, String text, Allowance allowance) {
        return api.create(domain, "TXT", target.markName(), text, EpochMark.TTL_SECONDS, allowance);
    }

    Answer<Boolean> removeMark(DnsDomain domain, EpochMark mark, Allowance allowance) {
        return api.delete(domain, mark.recordId(), allowance);
    }

    /** Makes one move, and has the TTL corrected once where Linode did not keep it. */
    Answer<Boolean> make(Move move, DnsDomain domain, int ttlSec, Allowance allowance) {
        return switch (move) {
            case Move.Create create -> {
                String value = create.value();
                yield api.create(domain, create.type().name(), target.record(), value, ttlSec, allowance)
                        .then(echo -> settleTtl(domain, echo, value, ttlSec, allowance));
            }
            case Move.Update(DnsRecord record, String value) ->
                api.update(domain, record.id(), value, ttlSec, allowance).then(echo -> kept(echo, ttlSec));
            case Move.Delete(DnsRecord record) -> api.delete(domain, record.id(), allowance);
        };
    }

    /** The TTL of a new record has been seen to get lost. */
    private Answer<Boolean> settleTtl(DnsDomain domain, DnsRecord echo, String value, int ttlSec, Allowance allowance) {
        if (echo.ttlSec() == ttlSec) return new Answer.Got<>(true);
        Answer<DnsRecord> again = api.update(domain, echo.id(), value, ttlSec, allowance);
        // The record stands already: a refusal of the correction is no refusal of the move.
        return again instanceof Answer.Refused<DnsRecord>(Problem problem)
                ? new Answer.Doubtful<>(problem)
                : again.then(corrected -> kept(corrected, ttlSec));
    }

    private Answer<Boolean> kept(DnsRecord echo, int ttlSec) {
        if (echo.ttlSec() == ttlSec) return new Answer.Got<>(true);
        return new Answer.Doubtful<>(Problem.lasting(
                FaultCode.REJECTED,
                "%s: Linode keeps a TTL of %d s instead of %d s".formatted(target.id(), echo.ttlSec(), ttlSec)));
    }
}
