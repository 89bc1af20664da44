/**
 * Settings put into the Parameter Store of AWS Systems Manager, in the region that takes over: fenced by an epoch that stands in
 * the description of each version, and taken back from its history.
 */
@NullMarked
package dev.leeward.measure.parameters;

import org.jspecify.annotations.NullMarked;
