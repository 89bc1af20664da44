package dev.leeward.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.aws.SdkFailure.Cause;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

final class SdkFailureTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(broken(new ConnectException("Connection refused")), Cause.NOT_SENT),
                Arguments.of(broken(new UnknownHostException("example.org")), Cause.NOT_SENT),
                Arguments.of(broken(new SocketTimeoutException("connect timed out")), Cause.NOT_SENT),
                Arguments.of(broken(new SocketTimeoutException("Read timed out")), Cause.TIMED_OUT),
                Arguments.of(broken(new SocketException("Connection reset")), Cause.BROKEN),
                Arguments.of(ApiCallTimeoutException.create(2000), Cause.TIMED_OUT),
                Arguments.of(
                        SdkClientException.create("Unable to load credentials from any of the providers"),
                        Cause.NO_CREDENTIALS),
                Arguments.of(SdkClientException.create("Unable to unmarshall response"), Cause.GARBLED),
                Arguments.of(answered(), Cause.ANSWERED));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void what_was_surely_not_sent_is_told_from_what_may_have_been(SdkException failure, Cause cause) {
        assertThat(new SdkFailure(failure).cause()).isEqualTo(cause);
    }

    @Test
    void an_error_of_the_service_is_named_and_worded_as_the_service_does() {
        var failure = new SdkFailure(answered());
        assertThat(failure.error()).isEqualTo("ThrottlingException");
        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.words()).isEqualTo("Rate exceeded");
    }

    @Test
    void what_the_sdk_says_of_itself_is_left_out() {
        var failure = new SdkFailure(
                SdkClientException.create("Unable to execute HTTP request: Connection reset (SDK Attempt Count: 1)"));
        assertThat(failure.words()).isEqualTo("Connection reset");
        assertThat(failure.error()).isEmpty();
        assertThat(failure.status()).isZero();
    }

    private static SdkException broken(Exception cause) {
        return SdkClientException.create("Unable to execute HTTP request: " + cause.getMessage(), cause);
    }

    private static SdkException answered() {
        return AwsServiceException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ThrottlingException")
                        .errorMessage("Rate exceeded")
                        .build())
                .build();
    }
}
