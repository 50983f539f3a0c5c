/**
 * The demo's traffic: real records on an event-time plan. Personal data and the bank customers'
 * groups are made up, from a seed.
 */
@NullMarked
package dev.plumbline.cli.demo;

import org.jspecify.annotations.NullMarked;
