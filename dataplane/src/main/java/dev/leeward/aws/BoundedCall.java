package dev.leeward.aws;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;

/** One call to a service, made once, within a limit; what its failure means as far as that is the same for all services. */
public final class BoundedCall {
    private static final Duration SLOW_DOWN = Duration.ofSeconds(1);
    private static final int SERVER_ERROR = 500;

    private BoundedCall() {}

    /**
     * Makes it on a virtual thread of its own, since only there can a socket that nobody answers on be left at once.
     *
     * @param service for people
     */
    public static <T> Heard<T> make(String service, Duration limit, Function<AwsRequestOverrideConfiguration, T> call) {
        if (!limit.isPositive()) {
            return sure("", Problem.passing(FaultCode.TIMED_OUT, "no time was left to call " + service));
        }
        var within =
                AwsRequestOverrideConfiguration.builder().apiCallTimeout(limit).build();
        var task = new FutureTask<>(() -> call.apply(within));
        Thread.ofVirtual().name("aws-call").start(task);
        try {
            return new Heard.Given<>(task.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return timedOut(service);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return timedOut(service);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SdkException known) return missing(service, new SdkFailure(known));
            throw new IllegalStateException("calling " + service, e);
        } finally {
            task.cancel(true);
        }
    }

    private static <T> Heard<T> missing(String service, SdkFailure failure) {
        String said = failure.words();
        return switch (failure.cause()) {
            case ANSWERED -> answered(service, failure);
            case TIMED_OUT -> timedOut(service);
            case NOT_SENT -> sure("", Problem.passing(FaultCode.UNREACHABLE, service + " cannot be reached: " + said));
            case NO_CREDENTIALS -> sure("", Problem.lasting(FaultCode.UNAUTHENTICATED, "no AWS credentials: " + said));
            case GARBLED ->
                unsure("", Problem.passing(FaultCode.GARBLED, "what " + service + " answered cannot be read: " + said));
            case BROKEN ->
                unsure("", Problem.passing(FaultCode.UNREACHABLE, "the connection to " + service + " broke: " + said));
        };
    }

    private static <T> Heard<T> answered(String service, SdkFailure failure) {
        String error = failure.error();
        String said = service + " says " + error + ": " + failure.words();
        return switch (error) {
            case "Throttling",
                    "ThrottlingException",
                    "RequestLimitExceeded",
                    "TooManyRequestsException",
                    "TooManyUpdates" -> sure(error, Problem.passing(FaultCode.THROTTLED, said, SLOW_DOWN));
            case "AccessDenied", "AccessDeniedException", "NotAuthorizedException", "UnauthorizedOperation" ->
                sure(error, Problem.lasting(FaultCode.FORBIDDEN, said));
            case "InvalidClientTokenId",
                    "UnrecognizedClientException",
                    "SignatureDoesNotMatch",
                    "InvalidSignatureException",
                    "MissingAuthenticationTokenException",
                    "IncompleteSignature",
                    "RequestExpired",
                    "ExpiredToken",
                    "ExpiredTokenException" -> sure(error, Problem.lasting(FaultCode.UNAUTHENTICATED, said));
            case "ParameterNotFound", "ResourceNotFoundException" ->
                sure(error, Problem.lasting(FaultCode.NOT_FOUND, said));
            default ->
                failure.status() >= SERVER_ERROR
                        ? unsure(error, Problem.passing(FaultCode.UNAVAILABLE, said))
                        : sure(error, Problem.lasting(FaultCode.REJECTED, said));
        };
    }

    private static <T> Heard<T> timedOut(String service) {
        return unsure("", Problem.passing(FaultCode.TIMED_OUT, service + " did not answer in time"));
    }

    private static <T> Heard<T> sure(String error, Problem problem) {
        return new Heard.Missing<>(problem, error, true);
    }

    private static <T> Heard<T> unsure(String error, Problem problem) {
        return new Heard.Missing<>(problem, error, false);
    }
}
