package dev.leeward.aws;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an exception of the SDK says of what happened; what the names of a service's errors mean is the service's matter. */
public record SdkFailure(SdkException exception) {
    private static final int SHOWN = 500;
    private static final int DEEPEST = 10;

    /** Why there is no answer, as far as one can tell. */
    public enum Cause {
        /** The service answered with an error: see {@link #error} and {@link #status}. */
        ANSWERED,
        /** Time ran out. */
        TIMED_OUT,
        /** Nothing can have been sent. In doubt not: then it is looked up. */
        NOT_SENT,
        /** No credentials were found, so nothing was sent. */
        NO_CREDENTIALS,
        /** An answer came and cannot be read. */
        GARBLED,
        /** The connection broke. */
        BROKEN
    }

    /** Why there is no answer. */
    public Cause cause() {
        if (exception instanceof AwsServiceException) return Cause.ANSWERED;
        if (exception instanceof ApiCallTimeoutException
                || exception instanceof ApiCallAttemptTimeoutException
                || exception instanceof AbortedException) return Cause.TIMED_OUT;
        if (causes().anyMatch(SdkFailure::isBeforeSending)) return Cause.NOT_SENT;
        if (causes().anyMatch(SocketTimeoutException.class::isInstance)) return Cause.TIMED_OUT;
        // The SDK has no types for these.
        if (words().contains("load credentials")) return Cause.NO_CREDENTIALS;
        return words().contains("unmarshall") || words().contains("parse") ? Cause.GARBLED : Cause.BROKEN;
    }

    /** The service's name of the error; empty where it gave none. */
    public String error() {
        return details().flatMap(all -> Optional.ofNullable(all.errorCode())).orElse("");
    }

    /** The HTTP status of an error that was answered; 0 where none was. */
    public int status() {
        return exception instanceof AwsServiceException answered ? answered.statusCode() : 0;
    }

    /** What is said of it, for people, without what the SDK adds about itself. */
    public String words() {
        String said = details()
                .flatMap(all -> Optional.ofNullable(all.errorMessage()))
                .or(this::unknownHost)
                .orElseGet(() -> String.valueOf(exception.getMessage())
                        .replace("Unable to execute HTTP request: ", "")
                        .replaceFirst(" \\(SDK Attempt Count: \\d+\\)$", ""));
        return said.substring(0, Math.min(SHOWN, said.length()));
    }

    /** The SDK's own words do not name the host. */
    private Optional<String> unknownHost() {
        return causes().filter(UnknownHostException.class::isInstance)
                .map(cause -> "unknown host " + cause.getMessage())
                .reduce((_, deepest) -> deepest);
    }

    private Optional<AwsErrorDetails> details() {
        return exception instanceof AwsServiceException answered
                ? Optional.ofNullable(answered.awsErrorDetails())
                : Optional.empty();
    }

    private Stream<Throwable> causes() {
        return Stream.<Throwable>iterate(exception, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST);
    }

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
}
