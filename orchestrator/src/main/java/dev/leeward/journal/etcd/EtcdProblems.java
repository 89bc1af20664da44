package dev.leeward.journal.etcd;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import io.etcd.jetcd.common.exception.ErrorCode;
import io.etcd.jetcd.common.exception.EtcdException;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * What etcd and gRPC say, as problems. etcd's errors and their codes are in its {@code api/v3rpc/rpctypes/error.go}; gRPC's
 * in <a href="https://grpc.github.io/grpc/core/md_doc_statuscodes.html">its list of status codes</a>.
 */
final class EtcdProblems {
    private static final String SERVER = "etcdserver: ";

    private EtcdProblems() {}

    /** What {@code thrown} means for the call it ended. */
    static EtcdFailure of(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            switch (at) {
                case StatusRuntimeException e -> {
                    return of(e.getStatus().getCode(), said(e.getStatus()));
                }
                case StatusException e -> {
                    return of(e.getStatus().getCode(), said(e.getStatus()));
                }
                case EtcdException e
                when e.getErrorCode() != ErrorCode.INTERNAL || e.getCause() == null -> {
                    return of(code(e.getErrorCode()), String.valueOf(e.getMessage()));
                }
                default -> {
                    // Something around what we are looking for.
                }
            }
        }
        return new EtcdFailure(Problem.passing(FaultCode.INTERNAL, "etcd: unexpected: " + thrown), false);
    }

    static EtcdFailure late(URI member, Duration limit) {
        return new EtcdFailure(
                Problem.passing(
                        FaultCode.TIMED_OUT,
                        "etcd: no answer from %s within %d ms; does it run, and can it be reached from here?"
                                .formatted(member, limit.toMillis())),
                false);
    }

    static EtcdFailure interrupted() {
        return new EtcdFailure(Problem.passing(FaultCode.TIMED_OUT, "etcd: interrupted before it answered"), false);
    }

    private static EtcdFailure of(Status.Code code, String said) {
        boolean server = said.startsWith(SERVER);
        return switch (code) {
            case UNAVAILABLE -> passing(FaultCode.UNREACHABLE, said, false);
            case DEADLINE_EXCEEDED, CANCELLED -> passing(FaultCode.TIMED_OUT, "no answer in time", false);
            // A login that ran out is renewed with the next try; a wrong password stays wrong.
            case UNAUTHENTICATED ->
                said.contains("authentication failed")
                        ? lasting(FaultCode.UNAUTHENTICATED, said)
                        : passing(FaultCode.UNAUTHENTICATED, said, true);
            case PERMISSION_DENIED ->
                lasting(FaultCode.FORBIDDEN, said + "; the user needs read and write on everything below the prefix");
            // So etcd calls a wrong password, too.
            case INVALID_ARGUMENT, FAILED_PRECONDITION ->
                said.contains("auth") || said.contains("user")
                        ? lasting(FaultCode.UNAUTHENTICATED, said)
                        : lasting(FaultCode.REJECTED, said);
            case RESOURCE_EXHAUSTED -> passing(FaultCode.EXHAUSTED, advised(said), server);
            case NOT_FOUND -> lasting(FaultCode.NOT_FOUND, said);
            case OUT_OF_RANGE -> passing(FaultCode.CONFLICT, said, true);
            case UNIMPLEMENTED -> lasting(FaultCode.MISCONFIGURED, said + "; is this etcd 3.4 or newer?");
            default -> passing(FaultCode.UNAVAILABLE, code + " " + said, false);
        };
    }

    private static String advised(String said) {
        return said.contains("space exceeded")
                ? said + "; compact and defragment it, then `etcdctl alarm disarm`"
                : said;
    }

    private static EtcdFailure passing(FaultCode code, String said, boolean certain) {
        return new EtcdFailure(Problem.passing(code, "etcd: " + said), certain);
    }

    private static EtcdFailure lasting(FaultCode code, String said) {
        return new EtcdFailure(Problem.lasting(code, "etcd: " + said), true);
    }

    private static String said(Status status) {
        var said = Objects.requireNonNullElse(status.getDescription(), "it gives no reason");
        var cause = status.getCause();
        return cause == null || said.startsWith(SERVER) ? said : said + " (" + cause.getMessage() + ")";
    }

    private static Status.Code code(ErrorCode code) {
        return Status.Code.valueOf(code.name());
    }
}
