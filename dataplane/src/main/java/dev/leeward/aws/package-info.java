/**
 * What every client of an AWS service needs, whichever it is: connections that send each request once, and what an exception of
 * the SDK says of what happened.
 */
@NullMarked
package dev.leeward.aws;

import org.jspecify.annotations.NullMarked;
