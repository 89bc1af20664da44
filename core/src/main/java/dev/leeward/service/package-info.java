/**
 * What was promised to whom: each service with its regions, and the policies under which it is protected.
 */
@NullMarked
package dev.leeward.service;

import org.jspecify.annotations.NullMarked;
