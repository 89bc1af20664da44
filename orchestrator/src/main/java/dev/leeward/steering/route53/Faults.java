package dev.leeward.steering.route53;

import dev.leeward.aws.SdkFailure;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what an exception of the SDK means: which fault, and whether a change may have been made all the same. */
final class Faults {
    private static final Duration SLOW_DOWN = Duration.ofSeconds(1);
    private static final int SERVER_ERROR = 500;

    private Faults() {}

    static <T> Answer.Missing<T> of(SdkException e) {
        var failure = new SdkFailure(e);
        String said = failure.words();
        return switch (failure.cause()) {
            case ANSWERED -> answered(failure);
            case TIMED_OUT -> timedOut();
            case NOT_SENT -> sure(Problem.passing(FaultCode.UNREACHABLE, "Route 53 cannot be reached: " + said));
            case NO_CREDENTIALS -> sure(Problem.lasting(FaultCode.UNAUTHENTICATED, "no AWS credentials: " + said));
            case GARBLED -> unsure(Problem.passing(FaultCode.GARBLED, "Route 53's answer cannot be read: " + said));
            case BROKEN -> unsure(Problem.passing(FaultCode.UNREACHABLE, "the connection to Route 53 broke: " + said));
        };
    }

    static <T> Answer.Missing<T> timedOut() {
        return unsure(Problem.passing(FaultCode.TIMED_OUT, "Route 53 did not answer in time"));
    }

    /** Route 53 answered with an error. Its throttling is HTTP 400, so the code counts, not the status. */
    private static <T> Answer.Missing<T> answered(SdkFailure failure) {
        String code = failure.error();
        String said = "Route 53 says " + code + ": " + failure.words();
        return switch (code) {
            case "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException" ->
                sure(Problem.passing(FaultCode.THROTTLED, said, SLOW_DOWN));
            case "PriorRequestNotComplete" -> sure(Problem.passing(FaultCode.UNAVAILABLE, said, SLOW_DOWN));
            case "InvalidChangeBatch" -> new Answer.Missing<>(Problem.lasting(FaultCode.REJECTED, said), true, true);
            case "NoSuchHostedZone" -> sure(Problem.lasting(FaultCode.NOT_FOUND, said));
            case "AccessDenied", "AccessDeniedException", "NotAuthorizedException", "UnauthorizedOperation" ->
                sure(Problem.lasting(FaultCode.FORBIDDEN, said));
            case "InvalidClientTokenId",
                    "UnrecognizedClientException",
                    "SignatureDoesNotMatch",
                    "InvalidSignature",
                    "InvalidSignatureException",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException",
                    "IncompleteSignature",
                    "RequestExpired",
                    "ExpiredToken",
                    "ExpiredTokenException" -> sure(Problem.lasting(FaultCode.UNAUTHENTICATED, said));
            default ->
                failure.status() >= SERVER_ERROR
                        ? unsure(Problem.passing(FaultCode.UNAVAILABLE, said))
                        : sure(Problem.lasting(FaultCode.REJECTED, said));
        };
    }

    private static <T> Answer.Missing<T> sure(Problem problem) {
        return new Answer.Missing<>(problem, false, true);
    }

    private static <T> Answer.Missing<T> unsure(Problem problem) {
        return new Answer.Missing<>(problem, false, false);
    }
}
