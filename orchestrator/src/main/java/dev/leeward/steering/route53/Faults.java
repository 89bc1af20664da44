package dev.leeward.steering.route53;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what an exception of the SDK means: which fault, and whether a change may have been made all the same. */
final class Faults {
    private static final Duration SLOW_DOWN = Duration.ofSeconds(1);
    private static final int SERVER_ERROR = 500;
    private static final int SHOWN = 500;

    private Faults() {}

    static <T> Answer.Missing<T> of(SdkException e) {
        if (e instanceof AwsServiceException refused) return answered(refused);
        if (e instanceof ApiCallTimeoutException
                || e instanceof ApiCallAttemptTimeoutException
                || e instanceof AbortedException) return timedOut();
        return unanswered(e);
    }

    static <T> Answer.Missing<T> timedOut() {
        return unsure(Problem.passing(FaultCode.TIMED_OUT, "Route 53 did not answer in time"));
    }

    /** Route 53 answered with an error. Its throttling is HTTP 400, so the code counts, not the status. */
    private static <T> Answer.Missing<T> answered(AwsServiceException e) {
        String code = e.awsErrorDetails() == null
                ? ""
                : Optional.ofNullable(e.awsErrorDetails().errorCode()).orElse("");
        String said = "Route 53 says " + code + ": " + words(e);
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
                e.statusCode() >= SERVER_ERROR
                        ? unsure(Problem.passing(FaultCode.UNAVAILABLE, said))
                        : sure(Problem.lasting(FaultCode.REJECTED, said));
        };
    }

    /** No answer, or none that could be read. */
    private static <T> Answer.Missing<T> unanswered(SdkException e) {
        String said = words(e);
        if (causes(e).anyMatch(Faults::isBeforeSending)) {
            return sure(Problem.passing(FaultCode.UNREACHABLE, "Route 53 cannot be reached: " + said));
        }
        if (causes(e).anyMatch(SocketTimeoutException.class::isInstance)) return timedOut();
        if (said.contains("load credentials")) {
            return sure(Problem.lasting(FaultCode.UNAUTHENTICATED, "no AWS credentials: " + said));
        }
        if (said.contains("unmarshall") || said.contains("parse")) {
            return unsure(Problem.passing(FaultCode.GARBLED, "Route 53's answer cannot be read: " + said));
        }
        return unsure(Problem.passing(FaultCode.UNREACHABLE, "the connection to Route 53 broke: " + said));
    }

    /** Whether nothing can have been sent. In doubt not: then it is looked up. */
    private static boolean isBeforeSending(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof SSLHandshakeException
                || (cause instanceof SocketTimeoutException
                        && String.valueOf(cause.getMessage())
                                .toLowerCase(Locale.ROOT)
                                .startsWith("connect"));
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).limit(10);
    }

    private static String words(SdkException e) {
        String said = e instanceof AwsServiceException refused
                        && refused.awsErrorDetails() != null
                        && refused.awsErrorDetails().errorMessage() != null
                ? refused.awsErrorDetails().errorMessage()
                : String.valueOf(e.getMessage());
        return said.substring(0, Math.min(SHOWN, said.length()));
    }

    private static <T> Answer.Missing<T> sure(Problem problem) {
        return new Answer.Missing<>(problem, false, true);
    }

    private static <T> Answer.Missing<T> unsure(Problem problem) {
        return new Answer.Missing<>(problem, false, false);
    }
}
