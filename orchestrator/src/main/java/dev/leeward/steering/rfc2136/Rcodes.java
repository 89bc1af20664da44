package dev.leeward.steering.rfc2136;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Outcome;
import org.xbill.DNS.Rcode;

/** What a server's answers mean to us: RFC 2136, sections 2.2 and 3, and RFC 8945, section 5.2. */
final class Rcodes {
    private Rcodes() {}

    /** What a signed answer to an update came to, a lost race aside. */
    static Outcome ofUpdate(Rfc2136Target target, int rcode) {
        return switch (rcode) {
            case Rcode.NOERROR -> new Outcome.Applied(target.server() + " answered NOERROR to the update");
            case Rcode.REFUSED ->
                new Outcome.Untouched(Problem.lasting(
                        FaultCode.FORBIDDEN,
                        "%s refuses to let the key %s update %s and %s: grant it both (docs/providers/rfc2136.md)"
                                .formatted(
                                        target.server(), target.key().name(), target.steered(), target.epochName())));
            case Rcode.NOTAUTH, Rcode.NOTZONE ->
                new Outcome.Untouched(Problem.lasting(
                        FaultCode.NOT_FOUND,
                        "%s is not the primary server of %s, or it does not let the key %s update it (%s)"
                                .formatted(
                                        target.server(),
                                        target.zone(),
                                        target.key().name(),
                                        Rcode.string(rcode))));
            case Rcode.FORMERR, Rcode.NOTIMP ->
                new Outcome.Untouched(Problem.lasting(
                        FaultCode.REJECTED,
                        "%s takes no dynamic updates (%s)".formatted(target.server(), Rcode.string(rcode))));
            // A secondary that forwards updates says so too when the primary's answer got lost: nobody knows.
            default ->
                new Outcome.Unknown(Problem.passing(
                        FaultCode.UNAVAILABLE,
                        "%s answered %s to the update of %s"
                                .formatted(target.server(), Rcode.string(rcode), target.steered())));
        };
    }

    /** Whether what was planned no longer stood, so that nothing was done. */
    static boolean isLostRace(int rcode) {
        return rcode == Rcode.NXRRSET || rcode == Rcode.YXRRSET || rcode == Rcode.NXDOMAIN || rcode == Rcode.YXDOMAIN;
    }

    /** Why a question was not answered. */
    static Problem ofQuery(Rfc2136Target target, int rcode) {
        String sentence =
                "%s answers %s for the zone %s".formatted(target.server(), Rcode.string(rcode), target.zone());
        return switch (rcode) {
            case Rcode.REFUSED -> Problem.lasting(FaultCode.FORBIDDEN, sentence);
            case Rcode.NOTAUTH, Rcode.NOTZONE -> Problem.lasting(FaultCode.NOT_FOUND, sentence);
            case Rcode.SERVFAIL -> Problem.passing(FaultCode.UNAVAILABLE, sentence);
            default -> Problem.lasting(FaultCode.REJECTED, sentence);
        };
    }

    /** Why a server did not accept a signature: the error in the TSIG record of its answer. */
    static Problem ofSignature(Rfc2136Target target, int error) {
        String where = " of %s at %s".formatted(target.key(), target.server());
        return switch (error) {
            case Rcode.BADKEY ->
                Problem.lasting(FaultCode.UNAUTHENTICATED, "BADKEY: the name or algorithm is not known" + where);
            case Rcode.BADSIG -> Problem.lasting(FaultCode.UNAUTHENTICATED, "BADSIG: the secret is not right" + where);
            case Rcode.BADTIME ->
                Problem.passing(
                        FaultCode.UNAUTHENTICATED,
                        "BADTIME: the clocks differ by more than 5 minutes, set both by NTP; signature" + where);
            default ->
                Problem.lasting(
                        FaultCode.UNAUTHENTICATED, Rcode.TSIGstring(error) + ": signature not accepted" + where);
        };
    }
}
