/** Personal data that nobody has, for tests that look for it where it must not be. */
package dev.plumbline.cli.canary;
