/** The account at AWS that settings are put into: one client for each region. */
@NullMarked
package dev.leeward.measure.account;

import org.jspecify.annotations.NullMarked;
