package dev.leeward.dynamodb;

import dev.leeward.dynamodb.Answer.Missing;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what an exception of the SDK means: which fault, and whether something may have been changed all the same. */
final class Faults {
    private static final int SERVER_ERROR = 500;
    private static final int SHOWN = 300;

    private Faults() {}

    static <T> Missing<T> of(SdkException e, StoreAddress address) {
        if (e instanceof AwsServiceException refused) return answered(refused, address);
        if (e instanceof ApiCallTimeoutException
                || e instanceof ApiCallAttemptTimeoutException
                || e instanceof AbortedException) return timedOut(address);
        return unanswered(e, address);
    }

    static <T> Missing<T> timedOut(StoreAddress address) {
        return unsure(Problem.passing(FaultCode.TIMED_OUT, address + " did not answer in time"), "");
    }

    /** The store answered with an error. Throttling is HTTP 400 like most, so the name counts, not the status. */
    private static <T> Missing<T> answered(AwsServiceException e, StoreAddress address) {
        String error = e.awsErrorDetails() == null
                ? ""
                : Optional.ofNullable(e.awsErrorDetails().errorCode()).orElse("");
        String said = address + " says " + error + ": " + words(e);
        return switch (error) {
            case "ProvisionedThroughputExceededException",
                    "ThrottlingException",
                    "Throttling",
                    "RequestLimitExceeded",
                    "LimitExceededException" -> sure(Problem.passing(FaultCode.THROTTLED, said), error);
            case "ConditionalCheckFailedException",
                    "ResourceInUseException",
                    "TransactionConflictException",
                    "TransactionCanceledException",
                    "TransactionInProgressException",
                    "ReplicatedWriteConflictException",
                    "ExpiredIteratorException" -> sure(Problem.passing(FaultCode.CONFLICT, said), error);
            case "ResourceNotFoundException",
                    "TableNotFoundException",
                    "GlobalTableNotFoundException",
                    "TrimmedDataAccessException" -> sure(Problem.lasting(FaultCode.NOT_FOUND, said), error);
            case "AccessDenied", "AccessDeniedException", "NotAuthorizedException", "UnauthorizedOperation" ->
                sure(Problem.lasting(FaultCode.FORBIDDEN, said), error);
            case "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "IncompleteSignatureException",
                    "MissingAuthenticationTokenException",
                    "MissingAuthenticationToken",
                    "ExpiredTokenException" -> sure(Problem.lasting(FaultCode.UNAUTHENTICATED, said), error);
            default ->
                e.statusCode() >= SERVER_ERROR
                        ? unsure(Problem.passing(FaultCode.UNAVAILABLE, said), error)
                        : sure(Problem.lasting(FaultCode.REJECTED, said), error);
        };
    }

    /** No answer, or none that could be read. */
    private static <T> Missing<T> unanswered(SdkException e, StoreAddress address) {
        String said = words(e);
        if (causes(e).anyMatch(Faults::isBeforeSending)) {
            return sure(Problem.passing(FaultCode.UNREACHABLE, address + " cannot be reached: " + said), "");
        }
        if (causes(e).anyMatch(SocketTimeoutException.class::isInstance)) return timedOut(address);
        if (said.contains("load credentials")) {
            return sure(Problem.lasting(FaultCode.UNAUTHENTICATED, "no AWS credentials: " + said), "");
        }
        if (said.contains("unmarshall") || said.contains("parse")) {
            return unsure(Problem.passing(FaultCode.GARBLED, "the answer of " + address + " cannot be read"), "");
        }
        return unsure(Problem.passing(FaultCode.UNREACHABLE, "the connection to " + address + " broke: " + said), "");
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
                : String.valueOf(e.getMessage())
                        .replace("Unable to execute HTTP request: ", "")
                        .replaceFirst(" \\(SDK Attempt Count: \\d+\\)$", "");
        return said.substring(0, Math.min(SHOWN, said.length()));
    }

    private static <T> Missing<T> sure(Problem problem, String error) {
        return new Missing<>(problem, error, false);
    }

    private static <T> Missing<T> unsure(Problem problem, String error) {
        return new Missing<>(problem, error, true);
    }
}
