package dev.leeward.dynamodb;

import dev.leeward.aws.SdkFailure;
import dev.leeward.dynamodb.Answer.Missing;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what an exception of the SDK means: which fault, and whether something may have been changed all the same. */
final class Faults {
    private static final int SERVER_ERROR = 500;

    private Faults() {}

    static <T> Missing<T> of(SdkException e, StoreAddress address) {
        var failure = new SdkFailure(e);
        String said = failure.words();
        return switch (failure.cause()) {
            case ANSWERED -> answered(failure, address);
            case TIMED_OUT -> timedOut(address);
            case NOT_SENT -> sure(Problem.passing(FaultCode.UNREACHABLE, address + " cannot be reached: " + said), "");
            case NO_CREDENTIALS -> sure(Problem.lasting(FaultCode.UNAUTHENTICATED, "no AWS credentials: " + said), "");
            case GARBLED ->
                unsure(Problem.passing(FaultCode.GARBLED, "the answer of " + address + " cannot be read"), "");
            case BROKEN ->
                unsure(Problem.passing(FaultCode.UNREACHABLE, "the connection to " + address + " broke: " + said), "");
        };
    }

    static <T> Missing<T> timedOut(StoreAddress address) {
        return unsure(Problem.passing(FaultCode.TIMED_OUT, address + " did not answer in time"), "");
    }

    /** The store answered with an error. Throttling is HTTP 400 like most, so the name counts, not the status. */
    private static <T> Missing<T> answered(SdkFailure failure, StoreAddress address) {
        String error = failure.error();
        String said = address + " says " + error + ": " + failure.words();
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
                    "ConcurrentUpdateException",
                    "ExpiredIteratorException" -> sure(Problem.passing(FaultCode.CONFLICT, said), error);
            case "ResourceNotFoundException",
                    "ObjectNotFoundException",
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
                failure.status() >= SERVER_ERROR
                        ? unsure(Problem.passing(FaultCode.UNAVAILABLE, said), error)
                        : sure(Problem.lasting(FaultCode.REJECTED, said), error);
        };
    }

    private static <T> Missing<T> sure(Problem problem, String error) {
        return new Missing<>(problem, error, false);
    }

    private static <T> Missing<T> unsure(Problem problem, String error) {
        return new Missing<>(problem, error, true);
    }
}
