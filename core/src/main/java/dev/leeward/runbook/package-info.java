/**
 * How a decision is carried out: durable steps as a transition table that survives a crash at any instant. Pure.
 */
@NullMarked
package dev.leeward.runbook;

import org.jspecify.annotations.NullMarked;
